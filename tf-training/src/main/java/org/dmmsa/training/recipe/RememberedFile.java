package org.dmmsa.training.recipe;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.RegularFile;

/**
 * What a method remembers of its training rows, in a checkpoint's folder: numbers behind a head
 * that says what they are.
 *
 * @param name of the file
 * @param rows of the training split
 */
record RememberedFile(String name, int rows) {
  private static final int FORMAT = 1;

  /** Writes or reads the numbers. */
  interface Body<T> {
    void with(T stream) throws IOException;
  }

  void write(Path folder, Body<DataOutputStream> body) {
    AtomicFile.write(
        folder.resolve(name),
        to -> {
          DataOutputStream out = new DataOutputStream(to);
          out.writeInt(FORMAT);
          out.writeInt(rows);
          body.with(out);
          out.flush();
        });
  }

  /**
   * Reads back what {@link #write} wrote.
   *
   * @throws InvalidInputException if it is not there, broken, or of other rows
   */
  void read(Path folder, Body<DataInputStream> body) {
    Path file = folder.resolve(name);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(RegularFile.of(file))))) {
      require(in.readInt(), FORMAT, "format", file);
      require(in.readInt(), rows, "rows", file);
      body.with(in);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read what the method remembers in " + file, e);
    }
  }

  private static void require(int found, int expected, String what, Path file) {
    if (found != expected) {
      throw new InvalidInputException(
          "found %s %d, expected %d, in %s".formatted(what, found, expected, file));
    }
  }
}
