package org.dmmsa.savedmodel.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;

/**
 * A folder that appears whole or not at all: written beside its place, then renamed. What an
 * interrupted run left beside the place is removed first.
 */
public final class FreshFolder implements AutoCloseable {
  private final Path target;
  private final Path partial;

  private FreshFolder(Path target, Path partial) {
    this.target = target;
    this.partial = partial;
  }

  /**
   * Starts a folder.
   *
   * @throws InvalidInputException when something other than an empty folder is in its place
   */
  public static FreshFolder at(Path place) throws IOException {
    Path target = place.toAbsolutePath().normalize();
    if (target.getFileName() == null || !isFree(target)) {
      throw new InvalidInputException(
          "found files already there, expected a new or empty folder, at " + place);
    }
    FreshFolder folder =
        new FreshFolder(target, target.resolveSibling("." + target.getFileName() + ".partial"));
    Folders.delete(folder.partial);
    Files.createDirectories(folder.partial);
    return folder;
  }

  /** Where to write. */
  public Path path() {
    return partial;
  }

  /** Puts the folder in its place. */
  public void commit() throws IOException {
    Files.deleteIfExists(target); // an empty folder: nothing else passed the first check
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what was written, unless it is in its place. */
  @Override
  public void close() {
    try {
      Folders.delete(partial);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFree(Path place) throws IOException {
    if (!Files.exists(place)) {
      return true;
    }
    if (!Files.isDirectory(place)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(place)) {
      return inside.findAny().isEmpty();
    }
  }
}
