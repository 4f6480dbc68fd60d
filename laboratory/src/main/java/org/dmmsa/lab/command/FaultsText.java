package org.dmmsa.lab.command;

import java.util.Locale;
import java.util.stream.Collectors;
import org.dmmsa.lab.campaign.FaultFigures;
import org.dmmsa.lab.campaign.FaultReport;
import org.dmmsa.lab.campaign.FaultTrial;
import org.dmmsa.training.report.TextTable;

/** What {@code campaign faults} says to a person. */
final class FaultsText {
  private FaultsText() {}

  static String of(FaultReport report) {
    StringBuilder text = new StringBuilder(BenchReport.machine(report.machine()));
    text.append(
        "%s, commit %s, seed %d: %s\n"
            .formatted(
                report.date(),
                report.commit().orElse("unknown"),
                report.seed(),
                report.commands().entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "))));
    TextTable table = new TextTable();
    table.row(
        "fault", "trials", "harmless", "refused", "killed", "same in the end", "not reached", "s");
    report.kinds().forEach(figures -> row(table, figures));
    text.append(table);
    report.findings().forEach(trial -> text.append(finding(trial)));
    return text.append(
            "%d trials: %s\n"
                .formatted(
                    report.trials(),
                    report.findings().isEmpty()
                        ? "nothing was lost, and all was said in one line"
                        : report.findings().size() + " FINDINGS"))
        .toString();
  }

  private static void row(TextTable table, FaultFigures figures) {
    table.row(
        figures.kind(),
        Integer.toString(figures.trials()),
        Integer.toString(figures.harmless()),
        Integer.toString(figures.refused()),
        Integer.toString(figures.killed()),
        Integer.toString(figures.same()),
        Integer.toString(figures.notReached()),
        String.format(Locale.ROOT, "%.1f", figures.slowestSeconds()));
  }

  private static String finding(FaultTrial trial) {
    StringBuilder text =
        new StringBuilder(
            "found: %s, trial %d, kept in %s\n  %s at %s (%s)\n"
                .formatted(
                    trial.command(),
                    trial.number(),
                    trial.folder(),
                    trial.kind(),
                    trial.hit().orElse("a file of any name"),
                    trial.planned()));
    trial.problems().forEach(problem -> text.append("  ").append(problem).append('\n'));
    return text.toString();
  }
}
