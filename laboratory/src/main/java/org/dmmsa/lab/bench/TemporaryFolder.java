package org.dmmsa.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.savedmodel.file.Folders;

/** A folder for files that nobody keeps: it goes when it is closed, or when this process ends. */
final class TemporaryFolder implements AutoCloseable {
  private static final int TRIES = 5;

  private final Thread hook = new Thread(this::deleteAtTheEnd, "delete the temporary folder");
  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  static TemporaryFolder create() {
    try {
      TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory("dmmsa-bench"));
      Runtime.getRuntime().addShutdownHook(folder.hook);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // this process is about to end, and the hook runs
    }
    try {
      Folders.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever was stopped may still be writing, so that a file can come or go meanwhile. */
  private void deleteAtTheEnd() {
    for (int left = TRIES; left > 0 && Files.exists(path); left--) {
      try {
        Folders.delete(path);
      } catch (IOException | UncheckedIOException e) {
        // Again, as often as it is likely to help; nobody is there any more to be told.
      }
    }
  }
}
