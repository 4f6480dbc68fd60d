package org.dmmsa.savedmodel.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.savedmodel.file.TextFile;

/**
 * Named checkpoints of one training: {@code initial}, {@code best}, {@code last}. Each is a folder
 * that appears whole or not at all: it is written beside its place and then renamed.
 *
 * @param root the folder of the checkpoints
 */
public record CheckpointFolder(Path root) {
  private static final String STATE = "state.json";

  /** Where a checkpoint is, whether it is there or not. */
  public Path path(String name) {
    return root.resolve(name);
  }

  /** Where what is not a weight is, whether it is there or not. */
  public Path stateFile(String name) {
    return path(name).resolve(STATE);
  }

  /** What is not a weight, if the checkpoint is there. */
  public Optional<String> state(String name) {
    recover(name);
    Path file = stateFile(name);
    return Files.exists(file)
        ? Optional.of(TextFile.read(file, "the state of a checkpoint"))
        : Optional.empty();
  }

  /**
   * The files of a checkpoint that are large, all but its state, with links neither followed nor
   * listed; none if it is not there.
   */
  public List<Path> weights(String name) {
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)
        || !Files.isDirectory(path(name), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path(name))) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !file.getFileName().toString().equals(STATE))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a checkpoint, replacing the one of that name.
   *
   * @param weights writes the weights into the folder it is given
   * @param state what is not a weight, as JSON
   * @throws InvalidInputException if the disk is full, or the place cannot be written; the one of
   *     that name is as it was
   */
  public void write(String name, Consumer<Path> weights, String state) {
    replace(
        name,
        folder -> {
          weights.accept(folder);
          try {
            Files.writeString(folder.resolve(STATE), state);
          } catch (IOException e) {
            throw AtomicFile.refusal(stateFile(name), e);
          }
        });
  }

  /** Replaces what is not a weight in a checkpoint that is there. */
  public void writeState(String name, String state) {
    AtomicFile.write(stateFile(name), state);
  }

  /** Makes a checkpoint the same as another one; its files are shared where the disk can. */
  public void copy(String from, String to) {
    replace(
        to,
        folder -> {
          try (Stream<Path> files = Files.list(path(from))) {
            for (Path file : files.toList()) {
              shareOrCopy(file, folder.resolve(file.getFileName()));
            }
          } catch (IOException e) {
            throw AtomicFile.refusal(path(to), e);
          }
        });
  }

  /** Removes a checkpoint if it is there. */
  public void remove(String name) {
    try {
      Folders.delete(old(name)); // first, so that it is not brought back
      Folders.delete(path(name));
    } catch (IOException e) {
      throw AtomicFile.refusal(path(name), e);
    }
  }

  /**
   * Removes what a process left that ended while it replaced a checkpoint. For the one process that
   * may write here.
   */
  public void sweep() {
    for (String name : names()) {
      recover(name);
      try {
        Folders.delete(fresh(name));
        Folders.delete(old(name));
      } catch (IOException e) {
        throw AtomicFile.refusal(path(name), e);
      }
    }
  }

  private void replace(String name, Consumer<Path> write) {
    Path fresh = fresh(name);
    Path old = old(name);
    try {
      Folders.delete(fresh);
      Files.createDirectories(fresh);
      try {
        write.accept(fresh);
      } catch (RuntimeException e) {
        Folders.delete(fresh);
        throw e;
      }
      recover(name);
      if (Files.exists(path(name))) {
        Folders.delete(old);
        Files.move(path(name), old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(fresh, path(name), StandardCopyOption.ATOMIC_MOVE);
      Folders.delete(old);
    } catch (IOException e) {
      throw AtomicFile.refusal(path(name), e);
    }
  }

  /** Where a checkpoint is written. */
  private Path fresh(String name) {
    return root.resolve("." + name + ".new");
  }

  /** Where the checkpoint that is being replaced is kept meanwhile. */
  private Path old(String name) {
    return root.resolve("." + name + ".old");
  }

  /** Brings back the old folder if a crash came between the two renames. */
  private void recover(String name) {
    Path old = old(name);
    try {
      if (Files.exists(old) && !Files.exists(path(name))) {
        Files.move(old, path(name), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw AtomicFile.refusal(path(name), e);
    }
  }

  private static void shareOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The names that every training writes. */
  public static List<String> names() {
    return List.of("initial", "best", "last");
  }
}
