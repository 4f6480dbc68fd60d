package org.dmmsa.training.data.pickle;

import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;

/**
 * A Python pickle of plain values and numpy arrays, protocols 2 to 5, opened for reading.
 *
 * <p>Arrays of 64 KiB and more stay in the file and are read by slices, so that a file of many
 * gigabytes opens in little memory; keep the reader open as long as its arrays are used. Nothing
 * that the file names is run or loaded: any class or function beyond numpy's own is refused. A file
 * that is truncated, damaged or hostile gives one {@link InvalidInputException} with the byte at
 * which it stopped making sense.
 */
public final class PickleReader implements AutoCloseable {
  private final FileBytes file;
  private final Object root;

  private PickleReader(FileBytes file, Object root) {
    this.file = file;
    this.root = root;
  }

  /** Reads the whole structure of a file, but not its large arrays. */
  public static PickleReader open(Path path) {
    FileBytes file = FileBytes.open(path);
    try {
      return new PickleReader(file, new PickleMachine(new PickleInput(file)).run());
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  public Path path() {
    return file.path();
  }

  /** What the file holds: one of the plain values that {@link PickleList} lists. */
  public Object root() {
    return root;
  }

  @Override
  public void close() {
    file.close();
  }
}
