package org.dmmsa.lab.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.savedmodel.file.FolderLock;
import org.dmmsa.savedmodel.file.TextFile;
import org.dmmsa.training.StateFile;
import org.dmmsa.training.TrainingState;
import org.dmmsa.training.run.RunFolder;

/** What a process was about when it was killed, by what it left. */
public enum Phase {
  /** It had not begun with a run's folder. */
  STARTING,
  /** It opened data and BERT, or built a graph. */
  OPENING,
  /** Steps and validation. */
  TRAINING,
  /** A checkpoint was half written. */
  SAVING,
  /** The best weights were measured. */
  SCORING,
  EXPORTING,
  /** All was done but its end. */
  ENDING,
  /** Of an experiment: its tables, or the way from one run to the next. */
  BETWEEN_RUNS;

  /** In words. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Looks; changes nothing.
   *
   * @param folder of the run, or of an experiment
   * @param pid of the process
   * @param since when it was started
   */
  static Phase of(Path folder, long pid, Instant since) {
    String holder = "process " + pid + " ";
    Optional<Path> held =
        files(folder, 4).stream()
            .filter(
                file ->
                    FolderLock.isLock(file)
                        && TextFile.read(file, "a lock or a state").startsWith(holder))
            .map(Path::getParent)
            .max(Comparator.comparingInt(Path::getNameCount));
    if (held.isEmpty()) {
      return STARTING;
    }
    return Files.isDirectory(held.get().resolve("runs"))
        ? BETWEEN_RUNS
        : of(new RunFolder(held.get()), since);
  }

  private static Phase of(RunFolder run, Instant since) {
    RunFolder.SeedFolder seed = run.seed(1);
    Path checkpoints = seed.checkpoints().root();
    if (Files.exists(run.summary()) && isSince(run.summary(), since)) {
      return Files.exists(run.export()) || !Files.exists(checkpoints) ? ENDING : EXPORTING;
    }
    List<Path> fresh = files(seed.root(), 6).stream().filter(file -> isSince(file, since)).toList();
    if (fresh.isEmpty()) {
      return OPENING;
    }
    if (isComplete(seed)) {
      return SCORING;
    }
    return fresh.stream().anyMatch(file -> file.toString().contains("/.")) ? SAVING : TRAINING;
  }

  private static boolean isComplete(RunFolder.SeedFolder seed) {
    Path state = seed.checkpoints().stateFile("last");
    return Files.exists(state)
        && Optional.of(TextFile.read(state, "a lock or a state"))
            .filter(json -> !json.isEmpty())
            .map(json -> StateFile.read(json, state))
            .map(TrainingState::complete)
            .orElse(false);
  }

  private static boolean isSince(Path file, Instant since) {
    try {
      return !Files.getLastModifiedTime(file).toInstant().isBefore(since);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.walk(folder, depth)) {
      return inside.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
