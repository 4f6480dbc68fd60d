package org.dmmsa.training.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.dmmsa.training.chart.Chart;
import org.dmmsa.training.chart.HeatMap;
import org.dmmsa.training.chart.IntervalChart;
import org.dmmsa.training.chart.LineChart;
import org.dmmsa.training.metric.Metric;

/** The figures of an experiment's results on a dataset. */
final class ExperimentFigures {
  private static final List<String> FEATURES = List.of("Ts", "Td", "As", "Ad", "Vs", "Vd");

  private final ExperimentConfig config;
  private final String dataset;
  private final List<CellResult> cells;

  ExperimentFigures(ExperimentConfig config, String dataset, List<CellResult> cells) {
    this.config = config;
    this.dataset = dataset;
    this.cells = cells;
  }

  /** By the name of their files. */
  Map<String, Chart> charts(List<Comparison> comparisons) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (ExperimentConfig.Figure figure : config.figures()) {
      switch (figure) {
        case VALIDATION -> charts.put(dataset + "-validation", validation());
        case SIMILARITY ->
            cells.stream()
                .filter(cell -> cell.seeds().stream().allMatch(s -> s.similarity().isPresent()))
                .forEach(
                    cell ->
                        charts.put(
                            "%s-similarity-%s".formatted(dataset, cell.row().name()),
                            similarity(cell)));
        case LOSS_WEIGHTS ->
            cells.stream()
                .filter(cell -> !weighted(cell).isEmpty())
                .forEach(
                    cell ->
                        charts.put(
                            "%s-loss-weights-%s".formatted(dataset, cell.row().name()),
                            lossWeights(cell)));
        case DIFFERENCES ->
            config.metrics().stream()
                .filter(metric -> comparisons.stream().anyMatch(c -> isDrawn(c, metric)))
                .forEach(
                    metric ->
                        charts.put(
                            "%s-difference-%s".formatted(dataset, metric.key()),
                            differences(metric, comparisons)));
        default -> throw new IllegalArgumentException(figure.toString());
      }
    }
    return charts;
  }

  private Chart validation() {
    Metric by = cells.get(0).chosenBy();
    return new LineChart(
        "%s: validation %s by epoch".formatted(dataset, by.key()),
        by.key() + " on the validation split, mean over seeds",
        cells.stream()
            .map(
                cell ->
                    new LineChart.Series(
                        cell.row().title(),
                        mean(cell.seeds().stream().map(seed -> seed.validByEpoch(by)).toList())))
            .toList(),
        by.higherIsBetter() ? LineChart.Best.HIGHEST : LineChart.Best.LOWEST);
  }

  private Chart similarity(CellResult cell) {
    List<List<Double>> cosines = new ArrayList<>();
    for (int row = 0; row < FEATURES.size(); row++) {
      int r = row;
      cosines.add(
          IntStream.range(0, FEATURES.size())
              .mapToObj(
                  column ->
                      cell.seeds().stream()
                          .mapToDouble(seed -> seed.similarity().orElseThrow()[r][column])
                          .average()
                          .orElse(Double.NaN))
              .toList());
    }
    return new HeatMap(
        "%s: mean cosine of the features, %s".formatted(dataset, cell.row().title()),
        FEATURES,
        FEATURES,
        cosines,
        -1,
        1);
  }

  private Chart lossWeights(CellResult cell) {
    return new LineChart(
        "%s: loss weights by epoch, %s".formatted(dataset, cell.row().title()),
        "weight, mean over seeds",
        weighted(cell).stream()
            .map(term -> new LineChart.Series(term, weights(cell, term)))
            .toList(),
        LineChart.Best.NONE);
  }

  /** The terms that its runs weighed. */
  private static Set<String> weighted(CellResult cell) {
    Set<String> terms = new TreeSet<>();
    for (SeedResult seed : cell.seeds()) {
      for (JsonNode epoch : seed.epochs()) {
        epoch.path("loss_weights").fieldNames().forEachRemaining(terms::add);
      }
    }
    return terms;
  }

  private static List<Double> weights(CellResult cell, String term) {
    return mean(
        cell.seeds().stream()
            .map(
                seed ->
                    seed.epochs().stream()
                        .mapToDouble(e -> e.path("loss_weights").path(term).asDouble(Double.NaN))
                        .toArray())
            .toList());
  }

  private Chart differences(Metric metric, List<Comparison> comparisons) {
    return new IntervalChart(
        "%s: difference in %s from the reference".formatted(dataset, metric.key()),
        "%s on the test split, mean and 95%% interval over seeds"
            .formatted(Numbers.heading(metric)),
        comparisons.stream()
            .filter(one -> isDrawn(one, metric))
            .map(
                one ->
                    new IntervalChart.Interval(
                        one.cell().row().title(),
                        Numbers.scaled(metric, one.difference()),
                        Numbers.scaled(metric, one.overSeeds().low()),
                        Numbers.scaled(metric, one.overSeeds().high())))
            .toList(),
        true);
  }

  /** One pair of seeds has no interval, and a difference that never varies neither. */
  private static boolean isDrawn(Comparison one, Metric metric) {
    return one.metric() == metric && !Double.isNaN(one.overSeeds().low());
  }

  /** The mean of each epoch, as long as all seeds go on. */
  private static List<Double> mean(List<double[]> seeds) {
    int epochs = seeds.stream().mapToInt(values -> values.length).min().orElse(0);
    return IntStream.range(0, epochs)
        .mapToObj(e -> seeds.stream().mapToDouble(values -> values[e]).average().orElse(Double.NaN))
        .toList();
  }
}
