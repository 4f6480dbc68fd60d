package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dmmsa.model.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the metrics to MMSA's own output (its code was run; see {@code source} in the file). */
class MetricGoldenTest {
  private static final Map<String, String> KEYS_SEVEN =
      Map.of(
          "MAE", "mae",
          "Corr", "corr",
          "Has0_acc_2", "acc2_has0",
          "Has0_F1_score", "f1_has0",
          "Non0_acc_2", "acc2_non0",
          "Non0_F1_score", "f1_non0",
          "Mult_acc_3", "acc3",
          "Mult_acc_5", "acc5",
          "Mult_acc_7", "acc7");
  private static final Map<String, String> KEYS_SIMS =
      Map.of(
          "MAE", "mae",
          "Corr", "corr",
          "Mult_acc_2", "acc2",
          "F1_score", "f1",
          "Mult_acc_3", "acc3",
          "Mult_acc_5", "acc5");

  private final JsonNode golden = Golden.load("metrics").node();

  @ParameterizedTest
  @ValueSource(strings = {"mosi", "mosei", "sims"})
  void twoHundredSamplesGiveTheReferenceNumbers(String dataset) {
    assertMatches(golden.get(dataset), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi", "mosei", "sims"})
  void roundedValuesAreExactlyTheReferenceOutput(String dataset) {
    JsonNode expected = golden.get(dataset).get("rounded4");
    Map<String, Double> found = evaluate(golden.get(dataset)).rounded4().byKey();
    keys(dataset)
        .forEach(
            (theirs, ours) ->
                assertThat(found.get(ours)).as(ours).isEqualTo(expected.get(theirs).asDouble()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi", "mosei", "sims"})
  void meanAbsoluteErrorHasSinglePrecision(String dataset) {
    double expected = golden.get(dataset).get("unrounded").get("MAE").asDouble();
    assertThat((float) (double) evaluate(golden.get(dataset)).byKey().get("mae"))
        .isEqualTo((float) expected);
  }

  @Test
  void constantPerfectAndNegatedPredictionsGiveTheReferenceNumbers() {
    golden.get("small").forEach(sample -> assertMatches(sample, 1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi", "mosei"})
  void roundedClassesAreTheReferenceClasses(String dataset) {
    JsonNode sample = golden.get(dataset);
    for (int limit = 1; limit <= 3; limit++) {
      int classes = 2 * limit + 1;
      assertThat(shifted(Binning.round(floats(sample.get("pred")), limit), limit))
          .isEqualTo(ints(sample.get("classes").get("pred_class_" + classes)));
      assertThat(shifted(Binning.round(floats(sample.get("true")), limit), limit))
          .isEqualTo(ints(sample.get("classes").get("true_class_" + classes)));
    }
  }

  @Test
  void rightClosedBinsAreTheReferenceClasses() {
    JsonNode sims = golden.get("sims");
    Map<Integer, float[]> edges =
        Map.of(
            2, new float[] {0f},
            3, new float[] {-0.1f, 0.1f},
            5, new float[] {-0.7f, -0.1f, 0.1f, 0.7f});
    edges.forEach(
        (classes, at) -> {
          assertThat(Binning.rightClosed(Binning.clip(floats(sims.get("pred")), 1), at))
              .isEqualTo(ints(sims.get("classes").get("pred_class_" + classes)));
          assertThat(Binning.rightClosed(Binning.clip(floats(sims.get("true")), 1), at))
              .isEqualTo(ints(sims.get("classes").get("true_class_" + classes)));
        });
  }

  @Test
  void fiveRunsAggregateToTheReferenceCell() {
    List<Metrics> runs = new ArrayList<>();
    for (JsonNode run : golden.get("aggregation").get("runs_rounded4").get("data")) {
      runs.add(Metrics.of(Map.of(Metric.ACC7, run.asDouble())));
    }
    Aggregate.Spread cell = Aggregate.of(runs).get(Metric.ACC7).percent();
    assertThat(cell.mean()).isEqualTo(golden.get("aggregation").get("mean").asDouble());
    assertThat(cell.std()).isEqualTo(golden.get("aggregation").get("std").asDouble());
  }

  private static void assertMatches(JsonNode sample, double tolerance) {
    Map<String, Double> found = evaluate(sample).byKey();
    keys(sample.get("dataset").asText())
        .forEach(
            (theirs, ours) -> {
              JsonNode expected = sample.get("unrounded").get(theirs);
              if (expected == null) { // MMSA does not report acc3 of MOSI
                return;
              }
              if (expected.isNull()) {
                assertThat(found.get(ours)).as(ours).isNull();
              } else {
                double allowed = ours.equals("mae") || ours.equals("corr") ? tolerance : 1e-9;
                assertThat(found.get(ours))
                    .as(ours)
                    .isCloseTo(expected.asDouble(), within(allowed));
              }
            });
  }

  private static Metrics evaluate(JsonNode sample) {
    String dataset = sample.get("dataset").asText().toUpperCase(Locale.ROOT);
    return MetricFamily.valueOf(dataset)
        .evaluate(floats(sample.get("true")), floats(sample.get("pred")));
  }

  private static Map<String, String> keys(String dataset) {
    return dataset.equals("sims") ? KEYS_SIMS : KEYS_SEVEN;
  }

  private static int[] shifted(int[] classes, int by) {
    int[] shifted = new int[classes.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = classes[i] - by;
    }
    return shifted;
  }

  private static float[] floats(JsonNode array) {
    JsonNode data = array.get("data");
    float[] values = new float[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(data.get(i).asText()); // keeps -0.0
    }
    return values;
  }

  private static int[] ints(JsonNode array) {
    JsonNode data = array.get("data");
    int[] values = new int[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(i).asInt();
    }
    return values;
  }
}
