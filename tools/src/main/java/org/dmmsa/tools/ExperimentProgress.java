package org.dmmsa.tools;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.experiment.Experiment;
import org.dmmsa.training.experiment.ExperimentRunner;
import org.dmmsa.training.experiment.PlannedRun;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.report.SummaryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line on stderr for each run that ends, and while long ones go on. */
final class ExperimentProgress implements ExperimentRunner.Progress {
  private static final Logger LOG = LoggerFactory.getLogger(ExperimentProgress.class);

  /** No longer without a sign of life, in nanoseconds. */
  private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

  private final Experiment experiment;
  private final int jobs;
  private final Set<String> noted = new HashSet<>();
  private long lastLine = System.nanoTime();

  ExperimentProgress(Experiment experiment, int jobs) {
    this.experiment = experiment;
    this.jobs = jobs;
  }

  @Override
  public void begun(PlannedRun run) {
    if (run.stopped()) {
      LOG.info("{} goes on", run.name());
    }
  }

  /** Said once for a dataset, not for each run on it. */
  @Override
  public synchronized void note(PlannedRun run, String note) {
    if (noted.add(run.dataset() + " " + note)) {
      LOG.info("{}: {}", run.dataset(), note);
    }
  }

  @Override
  public synchronized void epochDone(PlannedRun run, EpochResult result) {
    if (System.nanoTime() - lastLine > QUIET) {
      lastLine = System.nanoTime();
      LOG.info("{} {}, epoch {}", run.name(), result.stage(), result.epoch());
    }
  }

  @Override
  public synchronized void done(PlannedRun run, SummaryReport summary) {
    lastLine = System.nanoTime();
    Metric by = run.config().selection().by();
    LOG.info(
        "{} done: valid {} {}, {} of {} runs, {}",
        run.name(),
        by.key(),
        String.format(Locale.ROOT, "%.4f", summary.valid().get(by).mean()),
        experiment.runs().size() - experiment.left().size(),
        experiment.runs().size(),
        ExperimentPlan.timeLeft(experiment, jobs));
  }

  @Override
  public void failed(PlannedRun run, RuntimeException why) {
    LOG.error("{} failed: {}", run.name(), why.getMessage(), Failure.of(why).ours() ? why : null);
  }
}
