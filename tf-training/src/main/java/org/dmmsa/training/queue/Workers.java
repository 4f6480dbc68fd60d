package org.dmmsa.training.queue;

import java.util.function.BooleanSupplier;
import org.dmmsa.training.report.SummaryReport;

/** Who trains the runs of a queue. */
public interface Workers extends AutoCloseable {
  /** How many runs are given to them at a time, at least 1; those that they cannot begin wait. */
  int most();

  /** How many runs they train at a time, as far as is known. */
  default int atATime() {
    return most();
  }

  /**
   * Trains a run, or goes on with it, and returns when it is done. Called by several threads.
   *
   * @param progress is told of its notes and epochs
   * @param interrupted when it says so a checkpoint is written
   * @throws org.dmmsa.training.TrainingInterruptedException when that is written
   */
  SummaryReport train(QueuedRun run, QueueProgress progress, BooleanSupplier interrupted);

  @Override
  default void close() {}
}
