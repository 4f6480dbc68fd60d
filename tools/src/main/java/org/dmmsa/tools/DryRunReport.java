package org.dmmsa.tools;

import java.util.Locale;
import org.dmmsa.training.report.TextTable;
import org.dmmsa.training.run.DryRun;
import org.dmmsa.training.run.RunConfig;

/** What {@code train --dry-run} prints. */
final class DryRunReport {
  private DryRunReport() {}

  static String text(DryRun found) {
    TextTable table = new TextTable();
    table.row("stage", "parameters", "trained", "epochs", "steps", "s a step", "min an epoch");
    for (DryRun.StageTrial stage : found.stages()) {
      table.row(
          stage.name(),
          Long.toString(stage.parameters()),
          Long.toString(stage.trained()),
          Integer.toString(stage.epochs()),
          Integer.toString(stage.stepsPerEpoch()),
          number(stage.secondsPerStep()),
          number(stage.secondsPerStep() * stage.stepsPerEpoch() / 60));
    }
    String memory =
        found.peakBytes().isPresent()
            ? number(found.peakBytes().getAsLong() / 1e9) + " GB at most so far"
            : "unknown on this system";
    return "%s\nmethod  %s\nrows    %d train, %d valid, %d test\nmemory  %s\n\n%s\n%s"
        .formatted(
            table,
            found.config().method(),
            found.trainRows(),
            found.validRows(),
            found.testRows(),
            memory,
            "times are of a second step on a batch of median cost, validation not counted",
            "\n" + RunConfig.YAML.write(found.config()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
