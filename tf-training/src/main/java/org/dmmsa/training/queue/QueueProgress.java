package org.dmmsa.training.queue;

import org.dmmsa.training.report.SummaryReport;

/** Is told how the runs of a queue go, by several threads at once. */
public interface QueueProgress {
  /** A run begins, or goes on. */
  void begun(QueuedRun run);

  /** What is odd in a run's data. */
  void note(QueuedRun run, String note);

  /** An epoch of a run is done. */
  void epochDone(QueuedRun run, String stage, int epoch);

  /** A run is done. */
  void done(QueuedRun run, SummaryReport summary);

  /** A run failed; the others go on. */
  void failed(QueuedRun run, RuntimeException why);
}
