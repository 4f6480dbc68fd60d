package org.dmmsa.tools;

import java.util.List;
import org.dmmsa.training.experiment.Experiment;
import org.dmmsa.training.experiment.ExperimentConfig.Row;
import org.dmmsa.training.experiment.PlannedRun;
import org.dmmsa.training.report.TextTable;
import org.dmmsa.training.run.DryRun;

/** What an experiment has to do, as text. */
final class ExperimentPlan {
  private ExperimentPlan() {}

  /**
   * The plan.
   *
   * @param time how long the rest takes, in words
   */
  static String text(Experiment experiment, String time) {
    TextTable table = new TextTable();
    table.row("dataset", "row", "runs", "done", "begun");
    for (String dataset : experiment.config().datasets().keySet()) {
      for (Row row : experiment.config().rows()) {
        List<PlannedRun> runs =
            experiment.runs().stream()
                .filter(run -> run.row().equals(row) && run.dataset().equals(dataset))
                .toList();
        table.row(
            dataset,
            row.title(),
            Integer.toString(runs.size()),
            Long.toString(runs.stream().filter(PlannedRun::done).count()),
            Long.toString(runs.stream().filter(PlannedRun::stopped).count()));
      }
    }
    return "%s\n%s\nseeds   %s\nto do   %d of %d runs, %s\n\n"
        .formatted(
            experiment.config().title(),
            table,
            experiment.seeds(),
            experiment.left().size(),
            experiment.runs().size(),
            time);
  }

  /** How far it is, for the end of a line. */
  static String state(Experiment experiment, int jobs) {
    int all = experiment.runs().size();
    return "%d of %d runs, %s"
        .formatted(all - experiment.left().size(), all, timeLeft(experiment, jobs));
  }

  /** How long the rest takes, by runs that are done. */
  static String timeLeft(Experiment experiment, int jobs) {
    return TimeLeft.text(experiment.left().size(), experiment.secondsLeft(), jobs);
  }

  /** The same by trying a step of each row that has no run to tell it. */
  static String triedTime(Experiment experiment) {
    if (experiment.left().isEmpty()) {
      return timeLeft(experiment, 1);
    }
    double seconds = experiment.secondsLeft(run -> DryRun.of(run.config()).seconds());
    return "at most about %s one after the other, early stops and validation not counted"
        .formatted(TimeLeft.duration(seconds));
  }
}
