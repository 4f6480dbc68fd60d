package org.dmmsa.model.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dmmsa.model.Golden.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.model.Golden;
import org.dmmsa.model.decomposition.ContrastiveLoss.Form;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Numbers of one sample of unit vectors (cosines 0.8 and 0.6 of the positives, 0, -1 and 0 of the
 * negatives) computed with NumPy 2.4 in float64; numbers of three random samples are PyTorch's.
 */
class ContrastiveLossTest {
  private static final List<String> NAMES = List.of("Ts", "Td", "As", "Ad", "Vs", "Vd");
  private static final float[][] UNIT_VECTORS = {
    {1, 0, 0}, {0, 1, 0}, {0.6f, 0, 0.8f}, {0, 0.6f, 0.8f}, {0.8f, 0.6f, 0}, {-1, 0, 0}
  };

  private final GraphHarness harness = new GraphHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  /** DecomposedFeatures of the names above, each [B, width]. */
  private DecomposedFeatures features(int width, float[]... values) {
    List<Operand<TFloat32>> each = new ArrayList<>();
    for (float[] value : values) {
      each.add(harness.input(Shape.of(value.length / width, width), value));
    }
    return new DecomposedFeatures(
        each.get(0), each.get(1), each.get(2), each.get(3), each.get(4), each.get(5));
  }

  private DecomposedFeatures golden() {
    Golden vectors = Golden.load("dmmsa").at("cases", "contrastive", "vectors");
    float[][] values = new float[6][];
    for (int i = 0; i < 6; i++) {
      values[i] = vectors.at(NAMES.get(i)).floats();
    }
    return features((int) vectors.at(NAMES.get(0)).shape().get(1), values);
  }

  private float loss(DecomposedFeatures features, float temperature, Form form) {
    return harness.floats(ContrastiveLoss.of(harness.tf(), features, temperature, form))[0];
  }

  private List<float[]> gradients(DecomposedFeatures features, float temperature, Form form) {
    Operand<TFloat32> loss = ContrastiveLoss.of(harness.tf(), features, temperature, form);
    return harness.floats(harness.gradientsOf(loss, features.inOrder()));
  }

  @ParameterizedTest
  @CsvSource({
    "0.07, 0.00002058, 2.96887184",
    "0.1,  0.00059079, 2.25503760",
    "0.5,  0.22960605, 1.88524261",
    "1,    0.46058417, 2.31744609"
  })
  void bothFormsOfOneSampleAreTheStatedOnes(float temperature, double multi, double classic) {
    DecomposedFeatures features = features(3, UNIT_VECTORS);
    assertThat((double) loss(features, temperature, Form.MULTI_NT_XENT))
        .isCloseTo(multi, within(1e-8 + 1e-6 * multi));
    assertThat((double) loss(features, temperature, Form.NT_XENT)).isCloseTo(classic, within(3e-6));
  }

  static IntStream goldenCases() {
    Golden values = Golden.load("dmmsa").at("cases", "contrastive", "values");
    return IntStream.range(0, values.node().size());
  }

  @ParameterizedTest
  @MethodSource("goldenCases")
  void theMeanOfABatchAndItsGradientsAreThoseOfPyTorch(int number) {
    Golden given = Golden.load("dmmsa").at("cases", "contrastive", "values", number);
    DecomposedFeatures features = golden();
    float temperature = given.at("tau").number();
    assertClose(
        "loss",
        new float[] {loss(features, temperature, Form.MULTI_NT_XENT)},
        new float[] {given.at("loss").number()},
        1e-5);
    if (given.node().has("grads")) {
      List<float[]> gradients = gradients(features, temperature, Form.MULTI_NT_XENT);
      for (int i = 0; i < 6; i++) {
        float[] expected = given.at("grads", NAMES.get(i)).floats();
        assertClose(NAMES.get(i), gradients.get(i), expected, 1e-4);
      }
    }
  }

  /** For unit vectors the gradient of a vector x is g·(Ts - s·x), of which Ts sees g·(1 - s²). */
  @Test
  void gradientsOfTheSimilaritiesPullPositivesAndPushNegatives() {
    List<float[]> gradients = gradients(features(3, UNIT_VECTORS), 0.5f, Form.MULTI_NT_XENT);
    double vs = gradients.get(4)[0] / (1 - 0.64);
    double as = gradients.get(2)[0] / (1 - 0.36);
    double td = gradients.get(1)[0];
    double ad = gradients.get(3)[0];
    assertThat(vs).isCloseTo(-0.24564553, within(1e-5));
    assertThat(as).isCloseTo(-0.16466113, within(1e-5));
    assertThat(td).isCloseTo(0.19215093, within(1e-5));
    assertThat(ad).isCloseTo(0.19215093, within(1e-5));
    assertThat(gradients.get(5)).containsOnly(0f); // Vd is opposite already
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.0271", "0.2, 6.81e-5", "0.1, 3.09e-9"})
  void multiNtXentReachesZeroWhereNtXentStaysAtTwiceLogTwo(float temperature, double multi) {
    float[] here = {1, 2};
    float[] there = {-1, -2};
    DecomposedFeatures ideal = features(2, here, there, here, there, here, there);
    assertThat((double) loss(ideal, temperature, Form.MULTI_NT_XENT))
        .isCloseTo(multi, within(0.01 * multi));
    double floor = 2 * Math.log(2);
    assertThat((double) loss(ideal, temperature, Form.NT_XENT))
        .isGreaterThanOrEqualTo(floor - 1e-6)
        .isCloseTo(floor, within(2.1 * multi + 1e-6));
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void identicalVectorsCostTheLogarithmOfTheCounts(Form form) {
    float[] same = {0.3f, -0.2f, 0.5f};
    DecomposedFeatures features = features(3, same, same, same, same, same, same);
    double expected = form == Form.NT_XENT ? 2 * Math.log(5) : Math.log(2.5);
    assertThat((double) loss(features, 0.5f, form)).isCloseTo(expected, within(1e-5));
    for (float[] gradient : gradients(features, 0.5f, form)) {
      for (float number : gradient) {
        assertThat(number).isCloseTo(0, within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void zeroVectorsHaveAFiniteLossAndFiniteGradients(Form form) {
    float[] zero = new float[3];
    float[] some = {1, 0, 2};
    assertFinite(features(3, zero, zero, zero, zero, zero, zero), 0.5f, form);
    assertFinite(features(3, zero, some, some, some, some, some), 0.5f, form);
    assertFinite(features(3, some, zero, zero, some, some, some), 0.5f, form);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aTinyTemperatureStaysFinite(Form form) {
    assertFinite(golden(), 1e-4f, form);
    assertFinite(features(3, UNIT_VECTORS), 1e-4f, form);
  }

  @Test
  void lengthsOfVectorsDoNotMatter() {
    float[][] longer = new float[6][];
    for (int i = 0; i < 6; i++) {
      longer[i] = UNIT_VECTORS[i].clone();
      for (int j = 0; j < 3; j++) {
        longer[i][j] *= 0.01f * (i + 1);
      }
    }
    assertThat(loss(features(3, longer), 0.5f, Form.MULTI_NT_XENT))
        .isCloseTo(0.22960605f, within(1e-6f));
  }

  private void assertFinite(DecomposedFeatures features, float temperature, Form form) {
    assertThat(Float.isFinite(loss(features, temperature, form))).isTrue();
    for (float[] gradient : gradients(features, temperature, form)) {
      for (float number : gradient) {
        assertThat(Float.isFinite(number)).isTrue();
      }
    }
  }
}
