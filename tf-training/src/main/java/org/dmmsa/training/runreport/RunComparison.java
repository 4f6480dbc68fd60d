package org.dmmsa.training.runreport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.report.ResultTable.Column;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunInspection;

/**
 * Runs side by side.
 *
 * @param runs R of them
 * @param differences by config key, what each run has, [R]; keys in which all agree are left out
 */
public record RunComparison(List<RunOverview> runs, SortedMap<String, List<String>> differences) {

  /**
   * Reads runs.
   *
   * @throws InvalidInputException if one of them is none
   */
  public static RunComparison of(List<Path> folders) {
    List<RunConfig> configs = folders.stream().map(f -> RunInspection.of(f).config()).toList();
    return new RunComparison(
        folders.stream().map(RunOverview::of).toList(), RunConfig.YAML.differences(configs));
  }

  /** Where the configs differ: a row a key, a column a run. */
  public ResultTable differenceTable() {
    return differenceTable(runs.stream().map(RunComparison::name).toList(), differences);
  }

  /** The same with other names of the runs. */
  static ResultTable differenceTable(
      List<String> names, SortedMap<String, List<String>> differences) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("config key")));
    names.forEach(name -> columns.add(Column.text(name)));
    List<List<String>> rows = new ArrayList<>();
    differences.forEach(
        (key, values) -> {
          List<String> row = new ArrayList<>(List.of(key));
          row.addAll(values);
          rows.add(row);
        });
    return new ResultTable(
        "Configs",
        columns,
        rows,
        rows.isEmpty() ? List.of("The configs are the same.") : List.of());
  }

  /** What the runs reached: a row a metric and split, a column a run. */
  public ResultTable metricTable() {
    List<Column> columns = new ArrayList<>(List.of(Column.text("split"), Column.text("metric")));
    runs.forEach(run -> columns.add(Column.number(name(run))));
    List<List<String>> rows = new ArrayList<>();
    addRows(rows, "valid", runs.stream().map(RunOverview::valid).toList());
    addRows(rows, "test", runs.stream().map(RunOverview::test).toList());
    return new ResultTable(
        "Metrics",
        columns,
        rows,
        List.of("Mean ± population standard deviation over the seeds that are done."));
  }

  private static void addRows(
      List<List<String>> rows, String split, List<Optional<Aggregate>> aggregates) {
    Set<String> metrics = new LinkedHashSet<>();
    aggregates.forEach(one -> one.ifPresent(all -> metrics.addAll(all.byKey().keySet())));
    for (String metric : metrics) {
      List<String> row = new ArrayList<>(List.of(split, metric));
      aggregates.forEach(one -> row.add(cell(one.map(all -> all.byKey().get(metric)))));
      rows.add(row);
    }
  }

  /** Four decimals, as MMSA rounds. */
  static String cell(Optional<Aggregate.Spread> spread) {
    return spread
        .filter(Aggregate.Spread::defined)
        .map(s -> String.format(Locale.ROOT, "%.4f ± %.4f", s.mean(), s.std()))
        .orElse("-");
  }

  private static String name(RunOverview run) {
    return run.run().toString();
  }
}
