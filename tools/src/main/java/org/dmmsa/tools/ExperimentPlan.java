package org.dmmsa.tools;

import java.util.List;
import java.util.Locale;
import org.dmmsa.training.experiment.Experiment;
import org.dmmsa.training.experiment.ExperimentConfig.Row;
import org.dmmsa.training.experiment.PlannedRun;
import org.dmmsa.training.report.TextTable;

/** What an experiment has to do, as text. */
final class ExperimentPlan {
  private ExperimentPlan() {}

  static String text(Experiment experiment) {
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
            timeLeft(experiment, 1));
  }

  /**
   * By what runs took that are done; they share the machine, so that more jobs are not taken in.
   */
  static String timeLeft(Experiment experiment, int jobs) {
    if (experiment.left().isEmpty()) {
      return "nothing left";
    }
    return experiment.secondsLeft().isPresent()
        ? "about " + duration(experiment.secondsLeft().getAsDouble() / jobs)
        : "time not known before the first is done (train --dry-run estimates one)";
  }

  private static String duration(double seconds) {
    if (seconds < 90) {
      return Math.round(seconds) + " s";
    }
    double minutes = seconds / 60;
    return minutes < 90
        ? Math.round(minutes) + " min"
        : String.format(Locale.ROOT, "%.1f h", minutes / 60);
  }
}
