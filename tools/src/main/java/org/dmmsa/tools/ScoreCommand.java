package org.dmmsa.tools;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.dmmsa.training.evaluation.Scores;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.report.TextTable;

/** {@code score}: metrics of a predictions file, whatever model it is from. */
final class ScoreCommand implements Command {
  @Override
  public String name() {
    return "score";
  }

  @Override
  public String summary() {
    return "measure a predictions file";
  }

  @Override
  public Options options() {
    return OptionKinds.options(
        OptionKinds.needed("predictions", "FILE", "CSV with the columns id, label, prediction"),
        OptionKinds.needed("metrics", "FAMILY", "mosi, mosei or sims: whose definitions count"),
        OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa score --predictions runs/first/seed-1/predictions-test.csv --metrics mosi";
  }

  @Override
  public int run(Arguments given, Console console) {
    MetricFamily family =
        MetricFamily.valueOf(
            given
                .choice("metrics", "mosi", "mosei", "sims")
                .orElseThrow()
                .toUpperCase(Locale.ROOT));
    Path file = given.path("predictions").orElseThrow();
    print(Scores.metrics(family, PredictionsCsv.readLabelled(file)), given, console);
    return ExitCode.DONE;
  }

  /** As {@code evaluate} prints them too: JSON in full, text with four decimals. */
  static void print(Metrics metrics, Arguments given, Console console) {
    if (given.has("json")) {
      console.json(metrics);
      return;
    }
    TextTable table = new TextTable();
    metrics.byKey().forEach((key, value) -> table.row(key, TextTable.number(value)));
    console.print(table.toString());
  }
}
