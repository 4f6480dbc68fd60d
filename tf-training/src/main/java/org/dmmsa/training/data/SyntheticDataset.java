package org.dmmsa.training.data;

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
  private static final int FEWEST = 10;

  private SyntheticDataset() {}

  /** The data set whose dimensions, label scale and keys are taken. */
  public enum Like {
    /** Audio 375 x 5, vision 500 x 20, 50 tokens, labels in [-3, 3] by 0.2. */
    MOSI(5, 375, 20, 500, 50, 3, 5),
    /** Audio 500 x 74, vision 500 x 35, 50 tokens, labels in [-3, 3] by 1/3. */
    MOSEI(74, 500, 35, 500, 50, 3, 3),
    /** Audio 400 x 33, vision 55 x 709, 39 tokens, labels in [-1, 1] by 0.2, also per modality. */
    SIMS(33, 400, 709, 55, 39, 1, 5);

    final int audioFeatures;
    final int audioFrames;
    final int visionFeatures;
    final int visionFrames;
    final int tokens;
    final int range;
    final int stepsPerUnit;

    Like(int audio, int audioT, int vision, int visionT, int tokens, int range, int steps) {
      this.audioFeatures = audio;
      this.audioFrames = audioT;
      this.visionFeatures = vision;
      this.visionFrames = visionT;
      this.tokens = tokens;
      this.range = range;
      this.stepsPerUnit = steps;
    }

    boolean hasUnimodalLabels() {
      return this == SIMS;
    }

    /** A sentiment in [-1, 1] on the grid of this data set's labels. */
    float label(double sentiment) {
      // Adding 0 turns a negative zero into the usual one.
      return (float) Math.rint(sentiment * range * stepsPerUnit) / stepsPerUnit + 0f;
    }
  }

  /**
   * What to generate.
   *
   * @param like dimensions and label scale
   * @param samples over all splits, at least 10: 70% train, 10% valid, 20% test
   * @param seed of everything random
   * @param audioFrames most audio frames of a sample; fewer than the real ones train faster
   * @param visionFrames most vision frames of a sample
   */
  public record Spec(Like like, int samples, long seed, int audioFrames, int visionFrames) {
    public Spec {
      if (samples < FEWEST) {
        throw new InvalidInputException(
            "samples: found " + samples + ", expected at least " + FEWEST);
      }
      if (audioFrames < 1 || visionFrames < 1) {
        throw new InvalidInputException(
            "frames: found "
                + audioFrames
                + " of audio and "
                + visionFrames
                + " of vision, expected at least 1 of each");
      }
    }

    /** With as many frames as the real data set. */
    public static Spec of(Like like, int samples, long seed) {
      return new Spec(like, samples, seed, like.audioFrames, like.visionFrames);
    }
  }

  /**
   * Writes a data set, in place of a file that is already there.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public static void write(Path to, Spec spec) {
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
