package org.dmmsa.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dmmsa.model.Golden.assertClose;

import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.model.Golden;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class SmoothL1Test {
  private final GraphHarness harness = new GraphHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  private double loss(float phi, float... differences) {
    return harness.floats(of(phi, differences))[0];
  }

  private Operand<TFloat32> of(float phi, float... differences) {
    Shape shape = Shape.of(differences.length);
    Operand<TFloat32> zeros = harness.input(shape, new float[differences.length]);
    return SmoothL1.of(harness.tf(), harness.input(shape, differences), zeros, phi);
  }

  @ParameterizedTest
  @CsvSource({
    "1,   0.2, 0.02", "1,   -1.5, 1.0", "1,   2, 1.5", "1,   -0.5, 0.125",
    "0.5, 0.2, 0.04", "0.5, -1.5, 1.25", "0.5, 2, 1.75", "0.5, -0.5, 0.25",
    "0.1, 0.2, 0.15", "0.1, -1.5, 1.45", "0.1, 2, 1.95", "0.1, -0.5, 0.45"
  })
  void oneDifferenceCostsWhatTheFormulaSays(float phi, float difference, double expected) {
    assertThat(loss(phi, difference)).isCloseTo(expected, within(1e-6));
  }

  static IntStream goldenCases() {
    return IntStream.range(0, Golden.load("dmmsa").at("cases", "smooth_l1").node().size());
  }

  @ParameterizedTest
  @MethodSource("goldenCases")
  void meansAreThoseOfPyTorch(int number) {
    Golden given = Golden.load("dmmsa").at("cases", "smooth_l1", number);
    float[] differences = given.at("differences").floats();
    assertThat(loss(given.at("phi").number(), differences))
        .isCloseTo(given.at("mean").number(), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(floats = {0.1f, 0.5f, 1, 2})
  void gradientIsTheDifferenceUpToPhiAndItsSignBeyond(float phi) {
    float[] differences = {0, 0.05f, -0.3f, 0.7f, -1.5f, 4, phi, -phi};
    Operand<TFloat32> given = harness.input(Shape.of(differences.length), differences);
    Operand<TFloat32> zeros = harness.input(Shape.of(differences.length), new float[8]);
    Operand<TFloat32> loss = SmoothL1.of(harness.tf(), given, zeros, phi);
    float[] expected = new float[8];
    for (int i = 0; i < 8; i++) {
      expected[i] = Math.max(-1, Math.min(1, differences[i] / phi)) / 8;
    }
    assertClose(
        "gradient",
        harness.floats(harness.gradientsOf(loss, List.of(given)).get(0)),
        expected,
        1e-6);
  }

  @Test
  void rowsAndColumnsAreOneMean() {
    float[] differences = {1, 2, 3, 4, 5, 6};
    Operand<TFloat32> table = harness.input(Shape.of(2, 3), differences);
    Operand<TFloat32> zeros = harness.input(Shape.of(2, 3), new float[6]);
    float actual = harness.floats(SmoothL1.of(harness.tf(), table, zeros, 1))[0];
    assertThat(actual).isEqualTo(3f); // the mean of d - 0.5
  }
}
