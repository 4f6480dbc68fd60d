package org.dmmsa.tools;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.dmmsa.tools.bench.Measurement;
import org.dmmsa.tools.bench.Soak;
import org.dmmsa.tools.bench.SoakMinute;
import org.dmmsa.training.report.TextTable;

/** What {@code bench serve} says to a person. */
public final class ServingReport {
  private ServingReport() {}

  /** A row for each measurement. */
  public static String table(List<Measurement> measurements) {
    TextTable table = new TextTable();
    table.row("rows", "threads", "requests", "p50 ms", "p99 ms", "requests/s", "rows/s");
    for (Measurement one : measurements) {
      table.row(
          Integer.toString(one.rows()),
          Integer.toString(one.clients()),
          Long.toString(one.requests()),
          number("%.2f", one.p50Ms()),
          number("%.2f", one.p99Ms()),
          number("%.1f", one.requestsPerSecond()),
          number("%.1f", one.rowsPerSecond()));
    }
    return table.toString();
  }

  /** A minute of a soak. */
  public static String line(SoakMinute minute) {
    return String.format(
        Locale.ROOT,
        "minute %d: %d requests, heap %s MiB, resident %s MiB",
        minute.minute(),
        minute.requests(),
        mebibytes("%.1f", OptionalLong.of(minute.memory().heapBytes())),
        mebibytes("%.1f", minute.memory().residentBytes()));
  }

  /** What a soak came to. */
  public static String growth(Soak soak) {
    return String.format(
        Locale.ROOT,
        "growth from minute 1 to %d: heap %s MiB, resident %s MiB%n",
        soak.minutes().size(),
        mebibytes("%+.1f", OptionalLong.of(soak.heapGrowthBytes())),
        mebibytes("%+.1f", soak.residentGrowthBytes()));
  }

  private static String mebibytes(String format, OptionalLong bytes) {
    return bytes.isPresent() ? number(format, bytes.getAsLong() / (double) (1L << 20)) : "-";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
