package org.dmmsa.tools;

import org.dmmsa.training.report.TextTable;
import org.dmmsa.training.tuning.Rung;
import org.dmmsa.training.tuning.TrialTable;
import org.dmmsa.training.tuning.Tuning;

/** What a search has to do, as text. */
final class TuningPlan {
  private TuningPlan() {}

  static String text(Tuning tuning) {
    TextTable table = new TextTable();
    table.row("round", "epochs", "trials", "runs", "done");
    for (Rung rung : tuning.rungs()) {
      table.row(
          Integer.toString(rung.number() + 1),
          rung.epochs().isPresent() ? Integer.toString(rung.epochs().getAsInt()) : "as the config",
          Integer.toString(rung.trials()),
          Integer.toString(tuning.size(rung)),
          Integer.toString(tuning.done(rung)));
    }
    return "%s\njudged   valid %s, mean of seeds %s\nto do    %d of %d runs, %s\n\n"
        .formatted(
            table,
            tuning.by().key(),
            tuning.config().seeds(),
            tuning.left(),
            tuning.size(),
            timeLeft(tuning, 1));
  }

  /** The same with what each trial tries. */
  static String withTrials(Tuning tuning) {
    return text(tuning) + TrialTable.drawn(tuning).text();
  }

  /** How far it is, for the end of a line. */
  static String state(Tuning tuning, int jobs) {
    return "%d of %d runs, %s"
        .formatted(tuning.size() - tuning.left(), tuning.size(), timeLeft(tuning, jobs));
  }

  private static String timeLeft(Tuning tuning, int jobs) {
    return TimeLeft.text(tuning.left(), tuning.secondsLeft(), jobs);
  }
}
