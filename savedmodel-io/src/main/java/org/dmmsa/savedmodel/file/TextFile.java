package org.dmmsa.savedmodel.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;

/** Small texts in UTF-8 that a user or a damaged disk may have changed. */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads one whole.
   *
   * @param expected what it should be, as in {@code a YAML config}
   * @throws InvalidInputException if it is not there, cannot be read, is not UTF-8, or no small
   *     text
   */
  public static String read(Path file, String expected) {
    try {
      return Files.readString(RegularFile.of(file, RegularFile.SMALL));
    } catch (NoSuchFileException e) {
      throw invalid(file, "no such file", expected, e);
    } catch (CharacterCodingException e) {
      throw invalid(file, "bytes that are not UTF-8", expected, e);
    } catch (IOException e) {
      String found =
          Files.isDirectory(file) ? "a folder" : "an unreadable file (" + e.getMessage() + ")";
      throw invalid(file, found, expected, e);
    }
  }

  private static InvalidInputException invalid(
      Path file, String found, String expected, IOException e) {
    return new InvalidInputException(file + ": found " + found + ", expected " + expected, e);
  }
}
