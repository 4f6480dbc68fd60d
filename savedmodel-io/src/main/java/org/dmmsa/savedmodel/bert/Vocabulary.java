package org.dmmsa.savedmodel.bert;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.RegularFile;

/**
 * The word pieces of a BERT; a piece's id is its line, from 0.
 *
 * @param file where they are from
 */
record Vocabulary(Path file, List<String> pieces) {

  Vocabulary {
    pieces = List.copyOf(pieces);
  }

  /** Reads one piece a line, and requires one for each row of the word table. */
  static Vocabulary read(Path file, int rows) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("found no " + file + ", expected a BERT's word pieces");
    }
    try {
      return of(file, Files.readAllLines(RegularFile.of(file, RegularFile.SMALL)), rows);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("found bytes that are not UTF-8, in " + file, e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  /** Takes pieces from a file, and requires one for each row of the word table. */
  static Vocabulary of(Path file, List<String> pieces, int rows) {
    if (pieces.size() != rows) {
      throw new InvalidInputException(
          "found %d word pieces, expected %d, one for each row of the word table, in %s"
              .formatted(pieces.size(), rows, file));
    }
    return new Vocabulary(file, pieces);
  }

  /** The number of what a text begins with: BERT's [CLS] or RoBERTa's. */
  int begin() {
    return Math.max(0, Math.max(pieces.indexOf("[CLS]"), pieces.indexOf("<s>")));
  }

  /** The number of what a text ends with. */
  int end() {
    return Math.max(0, Math.max(pieces.indexOf("[SEP]"), pieces.indexOf("</s>")));
  }

  /**
   * Whether no piece has a capital letter from A to Z, those in brackets as [CLS] aside. Others do
   * not tell: bert-base-uncased has a few that have no small form.
   */
  boolean lowerCase() {
    return pieces.stream()
        .filter(piece -> !isSpecial(piece))
        .noneMatch(piece -> piece.chars().anyMatch(c -> c >= 'A' && c <= 'Z'));
  }

  /** Whether a piece stands for something else than letters: [CLS], [unused7], {@code <pad>}. */
  static boolean isSpecial(String piece) {
    return piece.matches("\\[.+]|<.+>");
  }
}
