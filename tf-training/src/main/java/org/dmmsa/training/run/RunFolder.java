package org.dmmsa.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.FolderLock;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;

/**
 * Where everything of a run goes.
 *
 * @param root given by the user
 */
public record RunFolder(Path root) {

  /**
   * A folder for a new run.
   *
   * @throws InvalidInputException if there is something in it; what a process that was killed at
   *     the very beginning left of a file is nothing
   */
  public static RunFolder fresh(Path root) {
    try {
      RunFolder run = new RunFolder(root);
      if (Files.exists(root)) {
        run.requireEmpty();
      }
      Files.createDirectories(root);
      return run;
    } catch (IOException e) {
      throw new InvalidInputException("cannot make run folder " + root + ": " + e.getMessage(), e);
    }
  }

  void requireEmpty() {
    if (!Files.isDirectory(root)) {
      throw new InvalidInputException("found a file at " + root + ", expected a run folder");
    }
    if (!inside().stream().allMatch(AtomicFile::isDraft)) {
      throw new InvalidInputException(
          "found a run in " + root + ", expected a new folder; --resume goes on with that run");
    }
  }

  private List<Path> inside() {
    try (Stream<Path> inside = Files.list(root)) {
      return inside.filter(path -> !FolderLock.isLock(path)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a run was begun there. */
  public static boolean isBegun(Path root) {
    return Files.exists(new RunFolder(root).config());
  }

  /**
   * The folder of a run that was begun.
   *
   * @throws InvalidInputException if there is none
   */
  public static RunFolder existing(Path root) {
    RunFolder run = new RunFolder(root);
    if (!Files.exists(run.config())) {
      throw new InvalidInputException(
          "found no run in " + root + ": config.yaml is missing, expected a run folder");
    }
    return run;
  }

  /** Deletes all that is in it; for whoever holds its {@link FolderLock}. */
  public void clear() {
    inside().forEach(RunFolder::delete);
  }

  private static void delete(Path path) {
    try {
      Folders.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path config() {
    return root.resolve("config.yaml");
  }

  /** What the run learnt of its data and its BERT when it began. */
  public Path model() {
    return root.resolve("model.yaml");
  }

  /** The files that the BERT's texts are cut by, those that are there; none without tokens. */
  public List<Path> tokenizer() {
    return Stream.of(TextTokenizer.VOCABULARY, TextTokenizer.OWN)
        .map(root::resolve)
        .filter(Files::exists)
        .toList();
  }

  public Path provenance() {
    return root.resolve("provenance.json");
  }

  public Path summary() {
    return root.resolve("summary.json");
  }

  /** Made when the config asks for synthetic data. */
  public Path syntheticData() {
    return root.resolve("synthetic.pkl");
  }

  /** Made when the config asks for a tiny BERT. */
  public Path tinyBert() {
    return root.resolve("tiny-bert");
  }

  /** The versions of its SavedModel, the newest the best seed's. */
  public Path exports() {
    return root.resolve("export");
  }

  /** The first of them, and the only one but for a run that exports each new best. */
  public Path export() {
    return exports().resolve("1");
  }

  /** Where the next version goes. */
  Path nextExport() {
    long version = 1;
    while (Files.exists(exports().resolve(Long.toString(version)))) {
      version++;
    }
    return exports().resolve(Long.toString(version));
  }

  /**
   * Deletes a seed's checkpoints: it cannot go on then, and nothing can be exported.
   *
   * @throws org.dmmsa.savedmodel.file.FolderInUseException if the run is in use
   */
  public void deleteCheckpoints(long seed) {
    Path checkpoints = seed(seed).root().resolve("checkpoints");
    if (Files.exists(checkpoints)) {
      FolderLock.runWhileHeld(root, () -> delete(checkpoints));
    }
  }

  public SeedFolder seed(long seed) {
    return new SeedFolder(root.resolve("seed-" + seed));
  }

  /**
   * What belongs to one seed.
   *
   * @param root {@code seed-N}
   */
  public record SeedFolder(Path root) {
    public Path epochs() {
      return root.resolve("epochs.jsonl");
    }

    public Path metrics() {
      return root.resolve("metrics.json");
    }

    public Path predictions(String split) {
      return root.resolve("predictions-" + split + ".csv");
    }

    /**
     * Mean cosines between the decomposed features on the test split, of a network that has them.
     */
    public Path similarity() {
      return root.resolve("similarity.json");
    }

    public Path tensorboard() {
      return root.resolve("tensorboard");
    }

    /** The checkpoints of the network that is exported. */
    public CheckpointFolder checkpoints() {
      return new CheckpointFolder(root.resolve("checkpoints"));
    }

    /** The checkpoints of a stage before that one. */
    public CheckpointFolder checkpoints(String stage) {
      return new CheckpointFolder(root.resolve("checkpoints").resolve(stage));
    }

    public void create() {
      try {
        Files.createDirectories(root);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
