package org.dmmsa.savedmodel.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.RegularFile;

/**
 * A text that a model can be asked about, whatever it may mean: [CLS], one word piece over and
 * over, [SEP]; with a RoBERTa {@code <s>} and {@code </s>}.
 *
 * @param begin id of [CLS]
 * @param piece id of the vocabulary's last word piece
 * @param end id of [SEP]
 */
record MadeUpText(int begin, int piece, int end) {

  /**
   * In the word pieces of an export; a vocabulary without these marks has its first piece for them.
   *
   * @param folder the version folder
   * @throws InvalidInputException if its vocabulary cannot be read
   */
  static MadeUpText of(Path folder) {
    Path file = folder.resolve("assets").resolve("vocab.txt");
    try {
      List<String> pieces = Files.readAllLines(RegularFile.of(file, RegularFile.SMALL));
      int begin = first(pieces, "[CLS]", "<s>");
      int end = first(pieces, "[SEP]", "</s>");
      return new MadeUpText(begin, pieces.size() - 1, end);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  private static int first(List<String> pieces, String... names) {
    return Arrays.stream(names)
        .mapToInt(pieces::indexOf)
        .filter(number -> number >= 0)
        .findFirst()
        .orElse(0);
  }

  /**
   * Its ids.
   *
   * @param length tokens, the marks included, [CLS] alone if it is 1
   */
  int[] ids(int length) {
    int[] ids = new int[length];
    Arrays.fill(ids, piece);
    ids[length - 1] = end;
    ids[0] = begin;
    return ids;
  }
}
