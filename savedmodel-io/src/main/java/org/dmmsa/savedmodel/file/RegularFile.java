package org.dmmsa.savedmodel.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.dmmsa.model.InvalidInputException;

/** Files with a size, and an end: a pipe may keep its reader waiting for ever, a device may too. */
public final class RegularFile {
  /** Bytes that a config, a vocabulary, a state or a log has at most. */
  public static final long SMALL = 64 << 20;

  private RegularFile() {}

  /**
   * A file that is about to be read whole, or at any place.
   *
   * @return the same; also if nothing is there or a folder, as whoever opens it says so best
   * @throws InvalidInputException if it is a pipe or a device
   */
  public static Path of(Path file) {
    return of(file, Long.MAX_VALUE);
  }

  /**
   * A file that is about to be read into memory.
   *
   * @param most its size in bytes
   * @return the same; also if nothing is there or a folder, as whoever opens it says so best
   * @throws InvalidInputException if it is a pipe or a device, or larger
   */
  public static Path of(Path file, long most) {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      return file;
    }
    if (found.isOther()) {
      throw new InvalidInputException(file + ": found a pipe or a device, expected a file");
    }
    if (found.isRegularFile() && found.size() > most) {
      throw new InvalidInputException(
          "%s: found %d bytes, expected at most %d".formatted(file, found.size(), most));
    }
    return file;
  }
}
