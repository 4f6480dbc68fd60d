package org.dmmsa.training.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.queue.QueueProgress;
import org.dmmsa.training.queue.RunQueue;
import org.dmmsa.training.queue.Workers;

/** Does the runs of a search, rung by rung. */
public final class TuningRunner {
  private final Tuning tuning;
  private final Workers workers;
  private final QueueProgress progress;
  private final BooleanSupplier interrupted;

  /**
   * Prepares.
   *
   * @param workers who does the runs; whoever gives them closes them
   * @param interrupted asked after every step of each run
   */
  public TuningRunner(
      Tuning tuning, Workers workers, QueueProgress progress, BooleanSupplier interrupted) {
    this.tuning = tuning;
    this.workers = workers;
    this.progress = progress;
    this.interrupted = interrupted;
  }

  /**
   * Runs what is left. A run that fails, as one that diverges does, does not end the search.
   *
   * @return those that failed
   * @throws TrainingInterruptedException if it was interrupted; a repeated call goes on
   */
  public List<RunQueue.Failed> run() {
    List<RunQueue.Failed> failed = new ArrayList<>();
    try {
      for (Rung rung : tuning.rungs()) {
        failed.addAll(new RunQueue(tuning.runs(rung), workers, progress, interrupted).run());
      }
    } catch (TrainingInterruptedException ofTheRung) {
      throw new TrainingInterruptedException(
          "stopped with %d of %d runs to do; the same command goes on"
              .formatted(tuning.left(), tuning.size()));
    }
    return List.copyOf(failed);
  }
}
