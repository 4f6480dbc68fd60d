package org.dmmsa.training.runreport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.run.Provenance;

/**
 * The transcripts of a test split.
 *
 * @param texts in the order of the predictions; empty without any
 * @param missing why there are none; empty if there are
 */
record TestTexts(List<String> texts, String missing) {
  TestTexts {
    texts = List.copyOf(texts);
  }

  /**
   * Reads them from a run's data file; that it is gone is no failure.
   *
   * @param ids of the predictions
   */
  static TestTexts read(Path file, Provenance provenance, List<String> ids) {
    if (!Files.exists(file)) {
      return none("The data file " + file + " is no longer there, so texts cannot be shown.");
    }
    if (!provenance.isOf(file)) {
      return none("The data file " + file + " is another one now, so texts cannot be shown.");
    }
    try (Dataset data = Dataset.open(file, Set.of())) {
      if (!data.hasTexts()) {
        return none("The data file has no transcripts.");
      }
      Split test = data.test();
      List<Integer> rows = IntStream.range(0, test.size()).boxed().toList();
      return rows.stream().map(test::id).toList().equals(ids)
          ? new TestTexts(rows.stream().map(test::text).toList(), "")
          : none("The test split of the data file has other rows than the predictions.");
    } catch (InvalidInputException e) {
      return none("The data file cannot be read, so texts cannot be shown: " + e.getMessage());
    }
  }

  private static TestTexts none(String why) {
    return new TestTexts(List.of(), why);
  }

  /**
   * Whether words are told apart by blanks. Where they are not, as in Chinese, characters are
   * counted.
   */
  boolean hasWords() {
    return texts.stream().mapToInt(TestTexts::words).average().orElse(0) > 2;
  }

  /** What {@link #lengths} counts. */
  String unit() {
    return hasWords() ? "words" : "characters";
  }

  /** The length of each text. */
  List<Integer> lengths() {
    boolean words = hasWords();
    return texts.stream()
        .map(text -> words ? words(text) : (int) text.codePoints().filter(c -> c > ' ').count())
        .toList();
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }
}
