package org.dmmsa.training.tuning;

import org.dmmsa.training.queue.QueuedRun;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;

/**
 * A training of a trial: one seed, in one rung.
 *
 * @param trial what is tried
 * @param rung in which round
 * @param seed the run's only one
 * @param config what it does
 * @param folder where; not there before it begins
 */
public record TrialRun(Trial trial, Rung rung, long seed, RunConfig config, RunFolder folder)
    implements QueuedRun {
  @Override
  public String dataset() {
    return config.data().path().map(file -> file.getFileName().toString()).orElse("synthetic data");
  }
}
