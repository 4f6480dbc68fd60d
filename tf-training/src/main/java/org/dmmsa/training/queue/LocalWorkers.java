package org.dmmsa.training.queue;

import java.util.function.BooleanSupplier;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.report.SummaryReport;

/**
 * Threads of this process.
 *
 * @param most how many, at least 1
 */
public record LocalWorkers(int most) implements Workers {
  @Override
  public SummaryReport train(QueuedRun run, QueueProgress progress, BooleanSupplier interrupted) {
    TrainingListener epochs =
        new TrainingListener() {
          @Override
          public void epochDone(EpochResult result) {
            progress.epochDone(run, result.stage(), result.epoch());
          }
        };
    return run.train(epochs, note -> progress.note(run, note), interrupted);
  }
}
