package org.dmmsa.lab.command;

import java.util.Locale;
import org.dmmsa.lab.clients.ServeFinding;
import org.dmmsa.lab.clients.ServeReport;
import org.dmmsa.tools.ServingReport;
import org.dmmsa.training.report.TextTable;

/** What {@code campaign serve} says to a person. */
final class ServeText {
  private ServeText() {}

  static String of(ServeReport report) {
    StringBuilder text = new StringBuilder(BenchReport.machine(report.machine()));
    text.append(
        "%s, commit %s, %d threads ask %s\n"
            .formatted(
                report.date(),
                report.commit().orElse("unknown"),
                report.threads(),
                report.model()));
    ServeReport.Asked asked = report.asked();
    TextTable table = new TextTable();
    table.row("wrong request", "asked");
    asked.wrong().forEach((mistake, count) -> table.row(mistake.text(), Long.toString(count)));
    text.append(table);
    text.append(
        String.format(
            Locale.ROOT,
            "%d right requests of %d rows, the slowest %.1f ms, largest difference %.1e of %.0e%n",
            asked.right(),
            asked.rows(),
            asked.worstMs(),
            asked.worstDifference(),
            report.tolerance()));
    report.soak().ifPresent(soak -> text.append(ServingReport.growth(soak)));
    report.findings().forEach(finding -> text.append(line(finding)));
    return text.append(
            "%d requests: %s\n"
                .formatted(
                    asked.requests(),
                    report.findings().isEmpty()
                        ? "nothing was found"
                        : report.findings().size() + " FINDINGS"))
        .toString();
  }

  private static String line(ServeFinding finding) {
    return "found: %s, %s, %d times: %s\n"
        .formatted(
            finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            finding.request(),
            finding.times(),
            finding.message());
  }
}
