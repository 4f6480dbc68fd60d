package org.dmmsa.savedmodel.file;

import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;

/** What TensorFlow's native code says of files that it cannot write. */
public final class NativeFiles {
  private static final String REASON = "; ";

  private NativeFiles() {}

  /**
   * What is thrown for something that was to be written to a folder: for the user if it is about a
   * file there, which TensorFlow names first, then what the system said; as it is otherwise.
   */
  public static RuntimeException refusal(Path folder, RuntimeException e) {
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    int reason = line.indexOf(REASON);
    return line.startsWith(folder.toString()) && reason > 0
        ? new InvalidInputException(
            "%s: found %s, expected a place to write"
                .formatted(folder, line.substring(reason + REASON.length())),
            e)
        : e;
  }
}
