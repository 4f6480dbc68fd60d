package org.dmmsa.lab.command;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.lab.fuzz.FuzzFinding;
import org.dmmsa.lab.fuzz.FuzzResult;
import org.dmmsa.training.report.TextTable;
import org.dmmsa.training.run.Provenance;

/**
 * What {@code campaign fuzz} found.
 *
 * @param version of this project
 * @param commit of its source, where it is known
 * @param date in UTC
 * @param machine that it ran on
 * @param heapMib that a reading process had
 * @param seed of the damage
 * @param formats a result for each
 */
record FuzzReport(
    String version,
    Optional<String> commit,
    String date,
    Host machine,
    int heapMib,
    long seed,
    List<FuzzResult> formats) {

  /** Of what was tried here and now. */
  static FuzzReport of(int heapMib, long seed, List<FuzzResult> formats) {
    return new FuzzReport(
        Provenance.VERSION,
        Provenance.commitOfThis(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        Host.look(0),
        heapMib,
        seed,
        formats);
  }

  int findings() {
    return formats.stream().mapToInt(result -> result.findings().size()).sum();
  }

  String toText() {
    TextTable table = new TextTable();
    table.row("format", "files", "taken", "refused", "findings", "worst ms", "heap MiB", "s");
    for (FuzzResult result : formats) {
      table.row(
          result.format(),
          Integer.toString(result.tried()),
          Integer.toString(result.taken()),
          Integer.toString(result.refused()),
          Integer.toString(result.findings().size()),
          Long.toString(result.worstMillis()),
          Long.toString(result.worstHeapMib()),
          Long.toString(Math.round(result.seconds())));
    }
    StringBuilder text = new StringBuilder(table.toString());
    formats.forEach(result -> alike(result).forEach((what, found) -> text.append(lines(found))));
    return text.toString();
  }

  /** Many damaged files may find one fault. */
  private static Map<String, List<FuzzFinding>> alike(FuzzResult result) {
    return result.findings().stream()
        .collect(
            Collectors.groupingBy(
                finding -> finding.kind() + finding.message().replaceAll("\\d+", "N"),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static String lines(List<FuzzFinding> alike) {
    FuzzFinding first = alike.get(0);
    return "%s, %s: %s%n  %s%s%n"
        .formatted(
            first.format(),
            first.kind().name().toLowerCase(Locale.ROOT),
            first.message(),
            first.file(),
            alike.size() > 1 ? " and " + (alike.size() - 1) + " like it" : "");
  }
}
