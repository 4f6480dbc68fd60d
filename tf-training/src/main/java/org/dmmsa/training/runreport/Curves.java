package org.dmmsa.training.runreport;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.chart.LineChart;
import org.dmmsa.training.chart.LineChart.Best;
import org.dmmsa.training.chart.LineChart.Series;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.runreport.ReportPage.Figure;
import org.dmmsa.training.runreport.ReportPage.Section;

/** How a run's training went, epoch by epoch. */
final class Curves {
  private static final Metrics UNMEASURED = Metrics.of(Map.of());

  private Curves() {}

  static Section section(ReportedRun run) {
    ReportedRun.Seed best = run.best();
    List<Figure> figures = new ArrayList<>();
    Metric by = run.run().selection().by();
    for (Metric metric : EnumSet.of(Metric.MAE, by)) {
      figures.add(metric(run, "valid", "validation", metric, EpochResult::valid));
    }
    if (best.epochs().stream().anyMatch(epoch -> epoch.test().isPresent())) {
      figures.add(
          metric(run, "test", "test", Metric.MAE, epoch -> epoch.test().orElse(UNMEASURED)));
    }
    figures.add(
        terms(
            run,
            "losses",
            new LineChart(
                run.name() + ": loss terms, seed " + best.seed(),
                "mean over the epoch, unweighted",
                series(best, EpochResult::losses),
                Best.NONE),
            "Every term of the loss on the training split. A term that a stage does not have leaves a"
                + " gap."));
    List<Series> weights = series(best, EpochResult::lossWeights);
    if (!weights.isEmpty()) {
      figures.add(
          terms(
              run,
              "loss-weights",
              new LineChart(
                  run.name() + ": loss weights, seed " + best.seed(), "weight", weights, Best.NONE),
              "What the weighted terms of the loss counted in each epoch."));
    }
    return new Section(
        run.fileName("curves"),
        "Curves",
        3,
        run.run().stages().size() == 1
            ? List.of()
            : List.of(
                "The stages %s follow each other and epochs are counted through."
                        .formatted(String.join(", ", run.run().stages().keySet()))
                    + " Metrics are shown of the last one, which trains the whole network."),
        figures,
        List.of());
  }

  private static Figure metric(
      ReportedRun run,
      String file,
      String split,
      Metric metric,
      Function<EpochResult, Metrics> measured) {
    List<String> stages = List.copyOf(run.run().stages().keySet());
    String last =
        stages.get(stages.size() - 1); // figures of a part alone are no figures of the whole
    List<Series> series =
        run.seeds().stream()
            .map(
                seed ->
                    new Series(
                        "seed " + seed.seed(),
                        seed.epochs().stream()
                            .map(
                                epoch ->
                                    last.equals(epoch.stage()) ? measured.apply(epoch) : UNMEASURED)
                            .map(metrics -> value(metrics, metric))
                            .toList()))
            .toList();
    String best = metric.higherIsBetter() ? "highest" : "lowest";
    return new Figure(
        run.fileName(file + "-" + metric.key()),
        new LineChart(
            "%s: %s %s".formatted(run.name(), split, name(metric)),
            metric == Metric.MAE ? "MAE in units of the label" : name(metric),
            series,
            metric.higherIsBetter() ? Best.HIGHEST : Best.LOWEST),
        file.equals("test")
            ? "Measured for the record: no epoch was chosen by it, so neither was the ringed one."
            : "The ring marks the %s value of each seed.".formatted(best));
  }

  private static Figure terms(ReportedRun run, String file, LineChart chart, String caption) {
    return new Figure(run.fileName(file), chart, caption);
  }

  /** What a metric is called in words and on axes. */
  static String name(Metric metric) {
    return switch (metric) {
      case MAE -> "MAE";
      case CORR -> "correlation";
      default -> metric.key();
    };
  }

  private static double value(Metrics metrics, Metric metric) {
    Double value = metrics.byKey().get(metric.key());
    return value == null ? Double.NaN : value;
  }

  private static List<Series> series(
      ReportedRun.Seed seed, Function<EpochResult, Map<String, Double>> numbers) {
    Set<String> names = new LinkedHashSet<>();
    seed.epochs().forEach(epoch -> names.addAll(numbers.apply(epoch).keySet()));
    return names.stream()
        .map(
            name ->
                new Series(
                    name,
                    seed.epochs().stream()
                        .map(epoch -> numbers.apply(epoch).getOrDefault(name, Double.NaN))
                        .toList()))
        .toList();
  }
}
