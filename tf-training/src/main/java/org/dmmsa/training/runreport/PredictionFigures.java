package org.dmmsa.training.runreport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dmmsa.training.chart.ConfusionChart;
import org.dmmsa.training.chart.HeatMap;
import org.dmmsa.training.chart.ScatterChart;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.PolarityScheme;
import org.dmmsa.training.run.DataConfig;
import org.dmmsa.training.runreport.ReportPage.Figure;
import org.dmmsa.training.runreport.ReportPage.Section;

/** What a run's best seed says about the test split, in pictures. */
final class PredictionFigures {
  private static final List<String> FEATURES =
      List.of("text s", "text d", "audio s", "audio d", "vision s", "vision d");

  private PredictionFigures() {}

  static Section section(ReportedRun run) {
    ReportedRun.Seed best = run.best();
    DataConfig data = run.run().config().data();
    float[] labels = best.labels();
    float[] predictions = best.test().predictions();
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            run.fileName("scatter"),
            ScatterChart.of(run.name() + ": test predictions", labels, predictions),
            "A dot a sample. On the dashed line prediction and label are equal; darker where many"
                + " dots are."));
    PolarityScheme polarity = data.polarity();
    figures.add(
        confusion(
            run,
            "polarity",
            List.of("negative", "neutral", "positive"),
            polarity.classesOf(labels),
            polarity.classesOf(predictions)));
    MetricFamily family = data.metrics();
    figures.add(
        confusion(
            run,
            "classes",
            family.classNames().stream().map(name -> name.replace('-', '−')).toList(),
            family.classesOf(labels),
            family.classesOf(predictions)));
    similarity(run, best).ifPresent(figures::add);
    return new Section(
        run.fileName("predictions"),
        "Predictions",
        3,
        List.of("Test split, seed %d, which is best on validation.".formatted(best.seed())),
        figures,
        List.of());
  }

  private static Figure confusion(
      ReportedRun run, String file, List<String> names, int[] labels, int[] predictions) {
    int[][] counts = new int[names.size()][names.size()];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][predictions[i]]++;
    }
    return new Figure(
        run.fileName(file),
        new ConfusionChart(
            "%s: %d classes of the score".formatted(run.name(), names.size()),
            names,
            Arrays.stream(counts).map(row -> IntStream.of(row).boxed().toList()).toList()),
        "Rows are true classes, columns predicted ones; shares and colours are of the row.");
  }

  private static Optional<Figure> similarity(ReportedRun run, ReportedRun.Seed seed) {
    return seed.similarity()
        .filter(cosines -> cosines.length == FEATURES.size())
        .map(
            cosines ->
                new Figure(
                    run.fileName("similarity"),
                    new HeatMap(
                        run.name() + ": likeness of features",
                        FEATURES,
                        FEATURES,
                        Arrays.stream(cosines)
                            .map(row -> Arrays.stream(row).boxed().toList())
                            .toList(),
                        -1,
                        1),
                    "Mean cosine of each pair of the six features over the test split: of each modality"
                        + " the similar (s) and the dissimilar (d) part."));
  }
}
