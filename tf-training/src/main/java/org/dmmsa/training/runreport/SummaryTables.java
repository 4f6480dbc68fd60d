package org.dmmsa.training.runreport;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.training.chart.IntervalChart;
import org.dmmsa.training.chart.IntervalChart.Interval;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.report.ResultTable.Column;
import org.dmmsa.training.runreport.ReportPage.Figure;
import org.dmmsa.training.runreport.ReportPage.Section;
import org.dmmsa.training.runreport.ReportPage.Table;

/** What all runs of a report reached, in tables and a picture. */
final class SummaryTables {
  private static final String MEAN = "always the train mean";

  private SummaryTables() {}

  static Section section(List<ReportedRun> runs) {
    return new Section(
        "results",
        "Results",
        2,
        words(runs),
        runs.size() == 1
            ? List.of()
            : List.of(new Figure("test-mae", maes(runs), "Test MAE of each run; less is better.")),
        List.of(
            new Table("test", table(runs, "Test split", true)),
            new Table("valid", table(runs, "Validation split", false)),
            new Table("seeds", seeds(runs))));
  }

  private static List<String> words(List<ReportedRun> runs) {
    List<String> words = new ArrayList<>();
    if (runs.stream().map(run -> run.provenance().dataSha256()).distinct().count() > 1) {
      words.add(
          "The runs are of different data files: figures of one cannot be compared with figures of"
              + " another.");
    }
    words.addAll(
        List.of(
            "Test and validation metrics of each run, as means ± population standard deviations over"
                + " its seeds. The row “"
                + MEAN
                + "” is what one constant reaches on the same test split: a model that is not clearly"
                + " better has learnt nothing.",
            "mae is the mean absolute error in units of the label, where less is better; corr is"
                + " Pearson's correlation. The others are fractions from 0 to 1: acc2_has0 tells"
                + " negative from non-negative over all samples, acc2_non0 negative from positive over"
                + " those whose label is not 0, f1 is the F1 weighted by class, acc3, acc5 and acc7"
                + " count classes of the score."));
    return words;
  }

  private static IntervalChart maes(List<ReportedRun> runs) {
    List<Interval> intervals = new ArrayList<>();
    for (ReportedRun run : runs) {
      Aggregate.Spread mae = run.summary().test().get(Metric.MAE);
      intervals.add(
          new Interval(run.name(), mae.mean(), mae.mean() - mae.std(), mae.mean() + mae.std()));
    }
    return new IntervalChart(
        "Test MAE",
        "MAE in units of the label, mean ± standard deviation over seeds",
        intervals,
        false);
  }

  private static ResultTable table(List<ReportedRun> runs, String title, boolean test) {
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> metrics.addAll(aggregate(run, test).byKey().keySet()));
    List<Column> columns =
        new ArrayList<>(List.of(Column.text("run"), Column.text("method"), Column.number("seeds")));
    metrics.forEach(metric -> columns.add(Column.number(metric)));
    List<List<String>> rows = new ArrayList<>();
    for (ReportedRun run : runs) {
      List<String> row = new ArrayList<>(List.of(run.name(), run.run().config().method()));
      row.add(Integer.toString(run.seeds().size()));
      row.addAll(cells(aggregate(run, test), metrics));
      rows.add(row);
    }
    for (ReportedRun run : test ? yardsticks(runs) : List.<ReportedRun>of()) {
      List<String> row = new ArrayList<>(List.of(meanName(run, runs), "", ""));
      row.addAll(values(run.summary().meanPredictor().test(), metrics));
      rows.add(row);
    }
    return new ResultTable(title, columns, rows, List.of());
  }

  private static ResultTable seeds(List<ReportedRun> runs) {
    Set<String> metrics = new LinkedHashSet<>();
    runs.forEach(run -> metrics.addAll(run.summary().test().byKey().keySet()));
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("run"),
                Column.number("seed"),
                Column.number("epochs"),
                Column.number("minutes")));
    metrics.forEach(metric -> columns.add(Column.number(metric)));
    List<List<String>> rows = new ArrayList<>();
    for (ReportedRun run : runs) {
      for (ReportedRun.Seed seed : run.seeds()) {
        List<String> row = new ArrayList<>(List.of(run.name(), Long.toString(seed.seed())));
        row.add(Integer.toString(seed.epochs().size()));
        row.add(Numbers.fixed(seed.epochs().stream().mapToDouble(e -> e.seconds()).sum() / 60, 1));
        row.addAll(values(seed.metrics().test(), metrics));
        rows.add(row);
      }
    }
    return new ResultTable(
        "Test split, seed by seed",
        columns,
        rows,
        List.of("Minutes are those of training and validation, without loading and scoring."));
  }

  /** One run for each test split: runs on the same data share its row. */
  private static List<ReportedRun> yardsticks(List<ReportedRun> runs) {
    Set<Metrics> seen = new LinkedHashSet<>();
    return runs.stream().filter(run -> seen.add(run.summary().meanPredictor().test())).toList();
  }

  private static String meanName(ReportedRun run, List<ReportedRun> runs) {
    return yardsticks(runs).size() == 1 ? MEAN : MEAN + " (" + run.name() + ")";
  }

  private static Aggregate aggregate(ReportedRun run, boolean test) {
    return test ? run.summary().test() : run.summary().valid();
  }

  private static List<String> cells(Aggregate aggregate, Set<String> metrics) {
    return metrics.stream()
        .map(metric -> RunComparison.cell(Optional.ofNullable(aggregate.byKey().get(metric))))
        .toList();
  }

  private static List<String> values(Metrics values, Set<String> metrics) {
    return metrics.stream()
        .map(metric -> values.byKey().get(metric))
        .map(value -> value == null ? "-" : Numbers.fixed(value, 4))
        .toList();
  }
}
