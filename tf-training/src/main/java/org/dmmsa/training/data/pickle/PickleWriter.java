package org.dmmsa.training.data.pickle;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.dmmsa.model.InvalidInputException;

/**
 * Writes plain values and numpy arrays as a pickle of protocol 4 that numpy 1 and 2 open.
 *
 * <p>Values are Map (text keys), List, String, Boolean, Integer, Long, Float, Double and {@link
 * ArrayContent}. The file is written beside its place and renamed, so it is never half there.
 */
public final class PickleWriter {
  private PickleWriter() {}

  /**
   * Writes one value to a file, in place of one that is already there.
   *
   * @throws InvalidInputException if the file cannot be written, for one when the disk is full
   */
  public static void write(Path to, Object value) {
    Path target = to.toAbsolutePath();
    Path partial =
        target.resolveSibling(target.getFileName() + ".partial-" + ProcessHandle.current().pid());
    try {
      Files.createDirectories(target.getParent());
      try {
        writePartial(partial, value);
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw new InvalidInputException(to + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static void writePartial(Path partial, Object value) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      PickleOutput output = new PickleOutput(Channels.newOutputStream(channel));
      output.writeFile(value);
      output.flush();
      channel.force(true);
    }
  }
}
