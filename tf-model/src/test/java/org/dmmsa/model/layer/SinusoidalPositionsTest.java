package org.dmmsa.model.layer;

import static org.dmmsa.model.Golden.assertClose;

import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class SinusoidalPositionsTest {
  /** Wavelengths go from 2π to 10⁴·2π in equal ratios. */
  @ParameterizedTest
  @ValueSource(ints = {4, 7, 50})
  void sinesThenCosinesOfThePlaceFromOne(int width) {
    int steps = 5;
    float[] x = new float[steps * width];
    float[] expected = new float[steps * width];
    int half = width / 2;
    for (int step = 0; step < steps; step++) {
      x[step * width] = -1;
      for (int i = 0; i < half; i++) {
        double angle = (step + 1) * Math.exp(-Math.log(10_000) * i / (half - 1));
        expected[step * width + i] = (float) Math.sin(angle);
        expected[step * width + half + i] = (float) Math.cos(angle);
      }
    }
    try (GraphHarness harness = new GraphHarness()) {
      float[] actual =
          harness.floats(
              SinusoidalPositions.of(
                  harness.tf(), harness.input(Shape.of(1, steps, width), x), width));
      assertClose("positions", actual, expected, 1e-5);
    }
  }

  @Test
  void paddingHasNone() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = {1, 0, 0, 0, 0, 0, 2, 0}; // two rows of two steps
      float s = (float) Math.sin(1);
      float c = (float) Math.cos(1);
      float[] expected = {s, c, 0, 0, 0, 0, (float) Math.sin(2), (float) Math.cos(2)};
      float[] actual =
          harness.floats(
              SinusoidalPositions.of(harness.tf(), harness.input(Shape.of(2, 2, 2), x), 2));
      assertClose("positions", actual, expected, 1e-6);
    }
  }
}
