package org.dmmsa.training.data.pickle;

import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;

/**
 * Writes plain values and numpy arrays as a pickle of protocol 4 that numpy 1 and 2 open.
 *
 * <p>Values are Map (text keys), List, String, Boolean, Integer, Long, Float, Double and {@link
 * ArrayContent}.
 */
public final class PickleWriter {
  private PickleWriter() {}

  /**
   * Writes one value to a file, in place of one that is already there.
   *
   * @throws InvalidInputException if the file cannot be written, for one when the disk is full
   */
  public static void write(Path to, Object value) {
    AtomicFile.write(
        to,
        out -> {
          PickleOutput output = new PickleOutput(out);
          output.writeFile(value);
          output.flush();
        });
  }
}
