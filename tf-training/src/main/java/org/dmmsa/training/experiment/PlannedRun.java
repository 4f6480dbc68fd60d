package org.dmmsa.training.experiment;

import java.util.List;
import java.util.OptionalDouble;
import org.dmmsa.training.queue.QueuedRun;
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
    ExperimentConfig.Row row, String dataset, long seed, RunConfig config, RunFolder folder)
    implements QueuedRun {

  /** What a run of the same row and dataset took, if one of these is done. */
  static OptionalDouble secondsOfOneLike(PlannedRun wanted, List<PlannedRun> all) {
    return all.stream()
        .filter(run -> run.done() && run.row().equals(wanted.row()))
        .filter(run -> run.dataset().equals(wanted.dataset()))
        .mapToDouble(PlannedRun::seconds)
        .average();
  }
}
