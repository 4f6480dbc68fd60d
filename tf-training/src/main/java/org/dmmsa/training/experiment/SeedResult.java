package org.dmmsa.training.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.report.SeedMetrics;
import org.dmmsa.training.run.RunFolder.SeedFolder;

/**
 * What a run that is done came to.
 *
 * @param seed its seed
 * @param metrics of the epoch that was chosen on the validation split
 * @param test predictions of that epoch, with labels
 * @param epochs of the stage that trains the whole network, as logged
 * @param similarity mean cosines of the six features on the test split, of a network that has them
 */
record SeedResult(
    long seed,
    SeedMetrics metrics,
    Predictions test,
    List<JsonNode> epochs,
    Optional<double[][]> similarity) {

  static SeedResult of(PlannedRun run) {
    SeedFolder folder = run.folder().seed(run.seed());
    List<JsonNode> all = run.epochs();
    String last = all.get(all.size() - 1).path("stage").asText();
    return new SeedResult(
        run.seed(),
        JsonFile.read(folder.metrics(), SeedMetrics.class),
        PredictionsCsv.readLabelled(folder.predictions("test")),
        all.stream().filter(epoch -> epoch.path("stage").asText().equals(last)).toList(),
        Optional.of(folder.similarity())
            .filter(Files::exists)
            .map(file -> JsonFile.read(file, double[][].class)));
  }

  /** A figure of the validation split by epoch; NaN where it is undefined. */
  double[] validByEpoch(Metric metric) {
    return epochs.stream().mapToDouble(e -> value(e.path("valid").path(metric.key()))).toArray();
  }

  /**
   * What would be claimed if each metric took its own best epoch on the test split; empty if that
   * was not logged.
   */
  Optional<Metrics> bestOfTest() {
    if (epochs.stream().anyMatch(epoch -> !epoch.path("test").isObject())) {
      return Optional.empty();
    }
    Map<Metric, Double> best = new EnumMap<>(Metric.class);
    for (Metric metric : metrics.test().metrics()) {
      double figure = Double.NaN;
      for (JsonNode epoch : epochs) {
        double here = value(epoch.path("test").path(metric.key()));
        figure = metric.improves(here, figure) ? here : figure;
      }
      best.put(metric, figure);
    }
    return Optional.of(Metrics.of(best));
  }

  private static double value(JsonNode number) {
    return number.asDouble(Double.NaN);
  }
}
