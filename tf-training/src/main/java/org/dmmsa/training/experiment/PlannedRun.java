package org.dmmsa.training.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.run.Run;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;

/**
 * One run of an experiment.
 *
 * @param row which line of the tables
 * @param dataset its name
 * @param seed the run's only one
 * @param config what it does
 * @param folder where; not there before it begins
 */
public record PlannedRun(
    ExperimentConfig.Row row, String dataset, long seed, RunConfig config, RunFolder folder) {

  /** Its name in logs. */
  public String name() {
    return folder.root().getFileName().toString();
  }

  /** Whether it is trained and measured; its summary is written last. */
  public boolean done() {
    return Files.exists(folder.summary());
  }

  /** A new run; what one that was killed before it had begun left is deleted. */
  Run fresh() {
    try {
      Folders.delete(folder.root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Run.fresh(config, folder.root());
  }

  /**
   * The run that was begun.
   *
   * @throws org.dmmsa.model.InvalidInputException if that was with another config
   */
  Run existing() {
    return Run.existing(folder.root(), config);
  }

  /** Whether it was begun and has not come to its end. */
  public boolean stopped() {
    return !done() && RunFolder.isBegun(folder.root());
  }

  /** What its epochs took so far, in seconds. */
  public double seconds() {
    return epochs().stream().mapToDouble(epoch -> epoch.path("seconds").asDouble()).sum();
  }

  /** The lines of its log; empty before the first. */
  List<JsonNode> epochs() {
    Path log = folder.seed(seed).epochs();
    return Files.exists(log) ? JsonFile.readLines(log) : List.of();
  }

  /** What a run of the same row and dataset took, if one of these is done. */
  static OptionalDouble secondsOfOneLike(PlannedRun wanted, List<PlannedRun> all) {
    return all.stream()
        .filter(run -> run.done() && run.row().equals(wanted.row()))
        .filter(run -> run.dataset().equals(wanted.dataset()))
        .mapToDouble(PlannedRun::seconds)
        .average();
  }
}
