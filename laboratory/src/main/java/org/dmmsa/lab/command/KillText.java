package org.dmmsa.lab.command;

import java.util.Locale;
import java.util.stream.Collectors;
import org.dmmsa.lab.campaign.CommandFigures;
import org.dmmsa.lab.campaign.Kill;
import org.dmmsa.lab.campaign.KillReport;
import org.dmmsa.lab.campaign.Round;
import org.dmmsa.training.report.TextTable;

/** What {@code campaign kill} says to a person. */
final class KillText {
  private KillText() {}

  static String of(KillReport report) {
    StringBuilder text = new StringBuilder(BenchReport.machine(report.machine()));
    text.append(
        "%s, commit %s, seed %d, up to %d kills a run\n"
            .formatted(
                report.date(), report.commit().orElse("unknown"), report.seed(), report.perRun()));
    TextTable table = new TextTable();
    table.row(
        "recipe",
        "kills",
        "runs",
        "survived",
        "files compared",
        "uninterrupted s",
        "slowest finish s");
    report.commands().forEach(figures -> row(table, figures));
    text.append(table);
    text.append("killed while ")
        .append(
            report.during().entrySet().stream()
                .map(entry -> entry.getKey().text() + " " + entry.getValue())
                .collect(Collectors.joining(", ")))
        .append('\n');
    report.lost().forEach(round -> text.append(lost(round)));
    return text.append(
            "%d kills, %d of %d runs survived: %s\n"
                .formatted(
                    report.kills(),
                    report.survived(),
                    report.rounds(),
                    report.lost().isEmpty() ? "nothing was lost" : "SOMETHING WAS LOST"))
        .toString();
  }

  private static void row(TextTable table, CommandFigures figures) {
    table.row(
        figures.name(),
        Integer.toString(figures.kills()),
        Integer.toString(figures.rounds()),
        Integer.toString(figures.survived()),
        Integer.toString(figures.compared()),
        String.format(Locale.ROOT, "%.1f", figures.wholeSeconds()),
        String.format(Locale.ROOT, "%.1f", figures.slowestFinishSeconds()));
  }

  private static String lost(Round round) {
    StringBuilder text =
        new StringBuilder(
            "lost: %s, round %d, kept in %s\n"
                .formatted(round.command(), round.number(), round.folder()));
    for (Kill kill : round.kills()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  killed after %.2f s (%s), while %s%n",
              kill.seconds(),
              kill.moment(),
              kill.during().text()));
    }
    round.problems().forEach(problem -> text.append("  ").append(problem).append('\n'));
    return text.toString();
  }
}
