package org.dmmsa.training.queue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dmmsa.savedmodel.file.FolderLock;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.SummaryReport;
import org.dmmsa.training.run.Run;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;

/** A run of one seed, whether it was begun or not; all that it knows is in its folder. */
public interface QueuedRun {
  /** What it learns from, in logs. */
  String dataset();

  /** The run's only one. */
  long seed();

  /** What it does. */
  RunConfig config();

  /** Where; not there before it begins. */
  RunFolder folder();

  /** Its name in logs. */
  default String name() {
    return folder().root().getFileName().toString();
  }

  /** Whether it is trained and measured; its summary is written last. */
  default boolean done() {
    return Files.exists(folder().summary());
  }

  /** Whether it was begun and has not come to its end. */
  default boolean stopped() {
    return !done() && RunFolder.isBegun(folder().root());
  }

  /** A new run; what one that was killed before it had begun left is deleted. */
  default Run fresh() {
    Path root = folder().root();
    return FolderLock.whileHeld(
        root,
        () -> {
          folder().clear();
          return Run.fresh(config(), root);
        });
  }

  /**
   * The run that was begun.
   *
   * @throws org.dmmsa.model.InvalidInputException if that was with another config
   */
  default Run existing() {
    return Run.existing(folder().root(), config());
  }

  /**
   * Trains it, or goes on with it. Nothing needs a finished run's checkpoints, and tables of large
   * networks fill a disk, so they are deleted.
   *
   * @param epochs is told of its epochs
   * @param notes is told what was odd in its data, a line each
   * @param interrupted asked after every step
   */
  default SummaryReport train(
      TrainingListener epochs, Consumer<String> notes, BooleanSupplier interrupted) {
    Run run = RunFolder.isBegun(folder().root()) ? existing() : fresh();
    SummaryReport summary = run.train((seed, seedFolder) -> List.of(epochs), notes, interrupted);
    folder().deleteCheckpoints(seed());
    return summary;
  }

  /** What its epochs took so far, in seconds. */
  default double seconds() {
    return epochs().stream().mapToDouble(epoch -> epoch.path("seconds").asDouble()).sum();
  }

  /** The lines of its log; empty before the first. */
  default List<JsonNode> epochs() {
    Path log = folder().seed(seed()).epochs();
    return Files.exists(log) ? JsonFile.readLines(log) : List.of();
  }
}
