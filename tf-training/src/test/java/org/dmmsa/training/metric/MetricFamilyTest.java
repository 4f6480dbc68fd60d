package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;

/**
 * Twenty samples a family whose numbers were computed with numpy and scikit-learn. The samples are
 * chosen so that each common slip (named in the tests) gives another number.
 */
class MetricFamilyTest {
  private static final float[] MOSI_PREDICTIONS = {
    -3.6f, -2.5f, -1.5f, -0.5f, -1.2f, 0.3f, -0.1f, 0.4f, -0.0f, -0.7f,
    -0.2f, 0.5f, 1.5f, 0.7f, 2.5f, 1.5f, 2.5f, 3.2f, 2.2f, 3.0f
  };
  private static final float[] MOSI_LABELS = {
    -3.0f, -2.4f, -1.8f, -1.6f, -1.0f, -0.6f, -0.4f, 0.0f, 0.0f, 0.0f,
    0.2f, 0.6f, 0.8f, 1.0f, 1.4f, 1.6f, 2.0f, 2.4f, 2.8f, 3.0f
  };
  private static final float[] MOSEI_PREDICTIONS = {
    -2.4f, -1.9f, -2.5f, -0.9f, -1.4f, 0.1f, -0.6f, 0.5f, -0.5f, 0.0f,
    0.02f, 0.5f, -0.3f, 1.1f, 1.49f, 0.8f, 2.1f, 1.7f, 2.5f, 3.4f
  };
  private static final float[] MOSEI_LABELS = {
    -3.0f,
    -2.6666667f,
    -2.0f,
    -1.3333334f,
    -1.0f,
    -0.6666667f,
    -0.33333334f,
    0,
    0,
    0,
    0,
    0.33333334f,
    0.33333334f,
    0.6666667f,
    1.0f,
    1.3333334f,
    1.6666666f,
    2.0f,
    2.3333333f,
    3.0f
  };
  private static final float[] SIMS_PREDICTIONS = {
    -1.3f, -0.7f, -0.65f, -0.7f, -0.75f, -0.3f, 0.05f, -0.1f, -0.15f, 0.1f,
    0.1f, 0.0f, 0.02f, 0.25f, -0.02f, 0.7f, 0.72f, 0.7f, 1.2f, 0.55f
  };
  private static final float[] SIMS_LABELS = {
    -1.0f, -1.0f, -0.8f, -0.8f, -0.6f, -0.6f, -0.4f, -0.2f, -0.2f, 0.0f,
    0.0f, 0.0f, 0.2f, 0.2f, 0.4f, 0.6f, 0.6f, 0.8f, 1.0f, 1.0f
  };

  private final Map<String, Double> mosi = evaluate(MetricFamily.MOSI);
  private final Map<String, Double> mosei = evaluate(MetricFamily.MOSEI);
  private final Map<String, Double> sims = evaluate(MetricFamily.SIMS);

  @Test
  void keysComeInReportOrder() {
    assertThat(mosi.keySet())
        .containsExactly(
            "mae", "corr", "acc2_has0", "f1_has0", "acc2_non0", "f1_non0", "acc3", "acc5", "acc7");
    assertThat(sims.keySet()).containsExactly("mae", "corr", "acc2", "f1", "acc3", "acc5");
  }

  @Test
  void halvesRoundToTheEvenSide() { // half up or half away give 0.55 / 0.65 / 0.55
    assertClose(mosi, "acc7", 0.6);
    assertClose(mosei, "acc7", 0.8);
  }

  @Test
  void scoresAreClippedBeforeTheyAreRounded() { // without clipping acc7 of MOSI is 0.55
    assertClose(mosi, "acc5", 0.7);
    assertClose(mosi, "acc3", 0.8);
    assertClose(mosei, "acc5", 0.9);
    assertClose(mosei, "acc3", 0.9);
  }

  @Test
  void zeroAndNegativeZeroCountAsNonNegative() { // "> 0" gives f1_has0 0.8496, MOSEI 0.80
    assertClose(mosi, "acc2_has0", 0.85);
    assertClose(mosei, "acc2_has0", 0.85);
  }

  @Test
  void f1IsWeightedByTheLabels() { // the F1 of one class is 0.88, the plain mean 0.84
    assertThat(mosi.get("f1_has0")).isCloseTo(0.8520, within(5e-5));
    assertThat(mosei.get("f1_has0")).isCloseTo(0.8520, within(5e-5));
    assertClose(mosi, "f1_non0", 0.8823529412);
    assertClose(mosei, "f1_non0", 0.875);
    assertClose(sims, "f1", 0.8020202020);
  }

  @Test
  void zeroLabelsAreDroppedByLabelAlone() { // dropping zero predictions too changes MOSEI
    assertClose(mosi, "acc2_non0", 0.8823529412);
    assertClose(mosei, "acc2_non0", 0.875);
  }

  @Test
  void zeroPredictionCountsAsNegativeAmongNonZeroLabels() {
    Map<String, Double> found =
        evaluate(MetricFamily.MOSI, new float[] {-1, 1}, new float[] {0, 0});
    assertClose(found, "acc2_non0", 0.5);
    assertClose(found, "acc2_has0", 0.5);
    found = evaluate(MetricFamily.MOSI, new float[] {-1, -2}, new float[] {0, -0f});
    assertClose(found, "acc2_non0", 1);
    assertClose(found, "acc2_has0", 0);
  }

  @Test
  void scoresOfMosiAndMoseiAreNotClipped() {
    assertClose(mosi, "mae", 0.4599999487);
    assertClose(mosi, "corr", 0.9508365061);
    assertClose(mosei, "mae", 0.4155000746);
    assertClose(mosei, "corr", 0.9572914229);
  }

  @Test
  void scoresOfSimsAreClipped() { // unclipped: 0.1860 and 0.9316
    assertClose(sims, "mae", 0.1609999985);
    assertClose(sims, "corr", 0.9431677101);
  }

  @Test
  void edgesOfSimsHaveSinglePrecisionAndBinsAreClosedOnTheRight() {
    assertClose(sims, "acc2", 0.8); // closed on the left: 0.9
    assertClose(sims, "acc3", 0.85); // double edges: 0.75; closed on the left: 0.7
    assertClose(sims, "acc5", 0.6); // double edges: 0.4; closed on the left: 0.35
  }

  @Test
  void fourSamplesGiveTheNumbersDoneByHand() {
    Map<String, Double> found =
        evaluate(
            MetricFamily.MOSI, new float[] {0, -1, 2, 2}, new float[] {0.5f, -0.5f, 1.5f, 2.5f});
    assertThat(found.values().stream().mapToDouble(v -> v).toArray())
        .containsExactly(new double[] {0.5, 0.946729, 1, 1, 1, 1, 0.75, 0.75, 0.75}, within(1e-6));
    found =
        evaluate(
            MetricFamily.SIMS,
            new float[] {0, -0.2f, 0.2f, 0.8f},
            new float[] {0.1f, -0.1f, 0, 1.4f});
    assertThat(found.values().stream().mapToDouble(v -> v).toArray())
        .containsExactly(new double[] {0.15, 0.944175, 0.5, 0.5, 0.75, 0.75}, within(1e-6));
  }

  @Test
  void alwaysNegativeOnTheSimsTestSplitIsThePublishedDegenerateRow() {
    // 97 + 151 negative, 69 neutral, 140 positive: the label counts of the CH-SIMS test split
    float[] labels = new float[457];
    Arrays.fill(labels, 0, 97, -0.8f);
    Arrays.fill(labels, 97, 248, -0.4f);
    Arrays.fill(labels, 317, 457, 0.6f);
    float[] predictions = new float[457];
    Arrays.fill(predictions, -0.9f);
    Map<String, Double> found = evaluate(MetricFamily.SIMS, labels, predictions);
    assertClose(found, "acc2", 317.0 / 457);
    assertClose(found, "acc3", 248.0 / 457);
    assertClose(found, "acc5", 97.0 / 457);
    assertThat(found.get("f1")).isCloseTo(0.568187, within(5e-7));
    assertThat(found.get("corr")).isNull();
  }

  @Test
  void withoutSamplesEverythingIsUndefined() {
    for (MetricFamily family : MetricFamily.values()) {
      assertThat(evaluate(family, new float[0], new float[0]).values()).containsOnlyNulls();
    }
  }

  @Test
  void withoutNonZeroLabelsOnlyThatPairIsUndefined() {
    Map<String, Double> found =
        evaluate(MetricFamily.MOSI, new float[] {0, -0f}, new float[] {1, -1});
    assertThat(found.get("acc2_non0")).isNull();
    assertThat(found.get("f1_non0")).isNull();
    assertClose(found, "acc2_has0", 0.5);
  }

  @Test
  void correlationOfAConstantIsUndefinedEvenIfItsMeanIsInexact() {
    float[] predictions = new float[7];
    Arrays.fill(predictions, 0.1f);
    float[] labels = {1, 2, 3, 1, 2, 3, 1};
    assertThat(evaluate(MetricFamily.MOSI, labels, predictions).get("corr")).isNull();
    assertThat(evaluate(MetricFamily.MOSI, predictions, labels).get("corr")).isNull();
    assertThat(evaluate(MetricFamily.MOSI, new float[] {1}, new float[] {2}).get("corr")).isNull();
  }

  @Test
  void sumBeyondSinglePrecisionIsUndefinedNotInfinite() {
    float[] huge = {Float.MAX_VALUE, -Float.MAX_VALUE};
    Map<String, Double> found = evaluate(MetricFamily.MOSI, new float[] {1, -1}, huge);
    assertThat(found.get("mae")).isNull();
    assertClose(found, "corr", 1);
  }

  @Test
  void valueThatIsNotFiniteIsRefusedWithItsRow() {
    assertThatThrownBy(
            () -> evaluate(MetricFamily.SIMS, new float[] {0, 1}, new float[] {0, Float.NaN}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("row 2, prediction: found NaN, expected a finite number");
    assertThatThrownBy(
            () ->
                evaluate(MetricFamily.MOSI, new float[] {Float.NEGATIVE_INFINITY}, new float[] {0}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("row 1, label: found -Infinity, expected a finite number");
  }

  @Test
  void columnsOfDifferentLengthAreRefused() {
    assertThatThrownBy(() -> evaluate(MetricFamily.SIMS, new float[3], new float[2]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("found 2 predictions, expected 3 (one a label)");
  }

  @Test
  void classesAreCountedFromTheMostNegativeAndHaveNames() {
    float[] scores = {-9f, -0.5f, 0.1f, 0.7f, 1.6f};
    assertThat(MetricFamily.MOSI.classesOf(scores)).containsExactly(0, 3, 3, 4, 5);
    assertThat(MetricFamily.MOSI.classNames()).hasSize(7);
    assertThat(MetricFamily.SIMS.classesOf(scores)).containsExactly(0, 1, 2, 3, 4);
    assertThat(MetricFamily.SIMS.classNames()).hasSize(5);
  }

  private static void assertClose(Map<String, Double> found, String key, double expected) {
    assertThat(found.get(key)).as(key).isCloseTo(expected, within(1e-9));
  }

  private static Map<String, Double> evaluate(MetricFamily family) {
    return switch (family) {
      case MOSI -> evaluate(family, MOSI_LABELS, MOSI_PREDICTIONS);
      case MOSEI -> evaluate(family, MOSEI_LABELS, MOSEI_PREDICTIONS);
      case SIMS -> evaluate(family, SIMS_LABELS, SIMS_PREDICTIONS);
    };
  }

  private static Map<String, Double> evaluate(
      MetricFamily family, float[] labels, float[] predictions) {
    return family.evaluate(labels, predictions).byKey();
  }
}
