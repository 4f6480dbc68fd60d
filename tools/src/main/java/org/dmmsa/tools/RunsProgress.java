package org.dmmsa.tools;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.queue.QueueProgress;
import org.dmmsa.training.queue.QueuedRun;
import org.dmmsa.training.report.SummaryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line on stderr for each run that ends, and while long ones go on. */
final class RunsProgress implements QueueProgress {
  private static final Logger LOG = LoggerFactory.getLogger(RunsProgress.class);

  /** No longer without a sign of life, in nanoseconds. */
  private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

  private final Supplier<String> state;
  private final Set<String> noted = new HashSet<>();
  private long lastLine = System.nanoTime();

  /**
   * Prepares.
   *
   * @param state how far all runs are, asked after each
   */
  RunsProgress(Supplier<String> state) {
    this.state = state;
  }

  @Override
  public void begun(QueuedRun run) {
    if (run.stopped()) {
      LOG.info("{} goes on", run.name());
    }
  }

  /** Said once for a dataset, not for each run on it. */
  @Override
  public synchronized void note(QueuedRun run, String note) {
    if (noted.add(run.dataset() + " " + note)) {
      LOG.info("{}: {}", run.dataset(), note);
    }
  }

  @Override
  public synchronized void epochDone(QueuedRun run, String stage, int epoch) {
    if (System.nanoTime() - lastLine > QUIET) {
      lastLine = System.nanoTime();
      LOG.info("{} {}, epoch {}", run.name(), stage, epoch);
    }
  }

  @Override
  public synchronized void done(QueuedRun run, SummaryReport summary) {
    lastLine = System.nanoTime();
    Metric by = run.config().selection().by();
    LOG.info(
        "{} done: valid {} {}, {}",
        run.name(),
        by.key(),
        String.format(Locale.ROOT, "%.4f", summary.valid().get(by).mean()),
        state.get());
  }

  @Override
  public void failed(QueuedRun run, RuntimeException why) {
    LOG.error("{} failed: {}", run.name(), why.getMessage(), Failure.of(why).ours() ? why : null);
  }
}
