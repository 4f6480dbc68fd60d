package org.dmmsa.training.data.synthetic;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.pickle.PickleWriter;

/**
 * Generated data in the layout of MMSA's feature pickles, for trying and testing without the real
 * ones. What can be learnt is known: words, audio and vision each carry a sentiment of their own,
 * and the label is a fixed mix of the three.
 *
 * <p>The text is English for CH-SIMS too, since nothing here depends on the language. Differs from
 * the real files also in having no {@code text} features. The same spec gives the same bytes.
 */
public final class SyntheticDataset {
  private SyntheticDataset() {}

  /**
   * Writes a data set, in place of a file that is already there.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public static void write(Path to, SyntheticSpec spec) {
    int train = (int) (spec.samples() * 7L / 10);
    int valid = spec.samples() / 10;
    Map<String, Object> splits = new LinkedHashMap<>();
    splits.put("train", new SyntheticColumns(spec, 0, train).asMap());
    splits.put("valid", new SyntheticColumns(spec, train, train + valid).asMap());
    splits.put("test", new SyntheticColumns(spec, train + valid, spec.samples()).asMap());
    PickleWriter.write(to, splits);
  }

  /**
   * The word-piece vocabulary of the generated text, in the order of a vocab.txt: a token's id is
   * its index. The special tokens are first.
   */
  public static List<String> vocabulary() {
    return SyntheticText.vocabulary();
  }
}
