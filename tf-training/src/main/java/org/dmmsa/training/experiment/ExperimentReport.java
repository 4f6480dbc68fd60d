package org.dmmsa.training.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.training.chart.Chart;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.ResultTable;
import org.dmmsa.training.report.SeedMetrics;

/**
 * What an experiment came to, as far as it is done.
 *
 * @param title of the experiment
 * @param about what it repeats or asks
 * @param tables by the name of their files
 * @param figures by the name of theirs
 * @param rows every run's figures
 */
public record ExperimentReport(
    String title,
    String about,
    Map<String, ResultTable> tables,
    Map<String, Chart> figures,
    List<RowFigures> rows) {

  /**
   * A row of a dataset, in {@code results.json}.
   *
   * @param dataset its name
   * @param row its name
   * @param title as tables show it
   * @param seeds by seed, the figures of each run
   */
  public record RowFigures(
      String dataset, String row, String title, Map<Long, SeedMetrics> seeds) {}

  /**
   * Sums up the runs that are done.
   *
   * @param bestOfTest whether the figures of the peers' protocol stand beside ours
   */
  public static ExperimentReport of(Experiment experiment, boolean bestOfTest) {
    ExperimentConfig config = experiment.config();
    ExperimentResults results = ExperimentResults.of(experiment);
    ExperimentTables tables = new ExperimentTables(experiment, results, bestOfTest);
    Map<String, ResultTable> byName = new LinkedHashMap<>();
    Map<String, Chart> figures = new LinkedHashMap<>();
    List<RowFigures> rows = new ArrayList<>();
    for (String dataset : config.datasets().keySet()) {
      List<CellResult> cells = results.of(dataset);
      if (cells.isEmpty()) {
        continue;
      }
      List<Comparison> comparisons =
          results
              .reference(dataset)
              .map(reference -> Comparison.all(cells, reference, config.metrics()))
              .orElse(List.of());
      byName.put(dataset + "-test", tables.metrics(dataset));
      byName.put(dataset + "-valid", tables.validation(dataset));
      Optional<ResultTable> compared = tables.comparisons(dataset, comparisons);
      compared.ifPresent(table -> byName.put(dataset + "-differences", table));
      figures.putAll(new ExperimentFigures(config, dataset, cells).charts(comparisons));
      cells.forEach(cell -> rows.add(figures(cell)));
    }
    return new ExperimentReport(config.title(), config.about(), byName, figures, rows);
  }

  private static RowFigures figures(CellResult cell) {
    Map<Long, SeedMetrics> seeds = new LinkedHashMap<>();
    cell.seeds().forEach(seed -> seeds.put(seed.seed(), seed.metrics()));
    return new RowFigures(cell.dataset(), cell.row().name(), cell.row().title(), seeds);
  }

  /**
   * Writes {@code experiment.md}, {@code results.json}, and {@code tables/} and {@code figures/} in
   * all their forms.
   */
  public void write(Path folder) {
    tables.forEach((name, table) -> table.write(folder.resolve("tables"), name));
    figures.forEach((name, chart) -> chart.write(folder.resolve("figures"), name));
    JsonFile.write(folder.resolve("results.json"), rows);
    AtomicFile.write(folder.resolve("experiment.md"), markdown());
  }

  private String markdown() {
    StringBuilder page = new StringBuilder("# %s\n\n%s\n".formatted(title, about));
    tables.values().forEach(table -> page.append('\n').append(table.markdown()));
    figures.forEach(
        (name, chart) -> page.append("\n![%s](figures/%s.svg)\n".formatted(chart.title(), name)));
    return page.toString();
  }

  /** For a terminal. */
  public String text() {
    StringBuilder page = new StringBuilder();
    tables.values().forEach(table -> page.append(table.text()).append('\n'));
    return page.toString();
  }
}
