package org.dmmsa.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class RegressionLossTest {
  /** Distances 0.5, 3, 1, 0, 2 and 0.1, with φ = 2 where it counts. */
  @ParameterizedTest
  @CsvSource({
    "SMOOTH_L1, 0.5525", // (0.25/4 + (3 - 1) + 1/4 + 0 + 4/4 + 0.01/4) / 6
    "L1, 1.1",
    "SQUARED, 2.3766666666666665"
  })
  void isTheMeanOverNumbersOfAnyShape(RegressionLoss loss, double expected) {
    try (GraphHarness harness = new GraphHarness()) {
      var predictions = harness.input(Shape.of(2, 3), new float[] {1.5f, -2, 0, 1, 3, 0.6f});
      var targets = harness.input(Shape.of(2, 3), new float[] {1, 1, -1, 1, 1, 0.5f});
      float[] value = harness.floats(loss.of(harness.tf(), predictions, targets, 2));
      assertThat(value).hasSize(1);
      assertThat((double) value[0]).isCloseTo(expected, within(1e-6));
    }
  }
}
