package org.dmmsa.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class InitializerTest {
  private final GraphHarness harness = new GraphHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  private float[] values(Initializer initializer, Shape shape, long seed) {
    return harness.floats(initializer.value(harness.tf(), shape, seed));
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * value / values.length;
    }
    return Math.sqrt(squares);
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void constantsAreConstant() {
    assertThat(values(Initializer.ZEROS, Shape.of(2, 2), 1)).containsOnly(0f).hasSize(4);
    assertThat(values(Initializer.ONES, Shape.of(3), 1)).containsOnly(1f).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 25, 768})
  void linearIsUniformUpToOneOverTheRootOfItsInputs(int in) {
    float[] values = values(Initializer.linear(in), Shape.of(100, 100), 5);
    double limit = 1 / Math.sqrt(in);
    assertThat((double) largest(values)).isBetween(0.999 * limit, limit * (1 + 1e-6));
    assertThat(deviation(values)).isCloseTo(limit / Math.sqrt(3), within(0.02 * limit));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64})
  void attentionIsXavierOverQueryKeyAndValueTogether(int width) {
    float[] values = values(Initializer.stackedAttention(width), Shape.of(width, width), 5);
    double limit = Math.sqrt(6.0 / (width + 3 * width));
    assertThat((double) largest(values)).isBetween(0.95 * limit, limit * (1 + 1e-6));
    assertThat(deviation(values)).isCloseTo(limit / Math.sqrt(3), within(0.05 * limit));
  }

  @Test
  void glorotIsUniformWithAVarianceOfTwoOverInputsAndOutputs() {
    float[] values = values(Initializer.glorotUniform(50, 200), Shape.of(50, 200), 5);
    double limit = Math.sqrt(6.0 / 250);
    assertThat((double) largest(values)).isBetween(0.999 * limit, limit * (1 + 1e-6));
    assertThat(deviation(values)).isCloseTo(Math.sqrt(2.0 / 250), within(0.02 * limit));
  }

  @Test
  void truncatedNormalEndsAtTwoDeviations() {
    float[] values = values(Initializer.truncatedNormal(0.02), Shape.of(100, 100), 5);
    assertThat(largest(values)).isLessThanOrEqualTo(0.0400001f).isGreaterThan(0.039f);
    assertThat(deviation(values)).isCloseTo(0.0176, within(0.0005)); // of a cut normal: 0.88
  }

  @Test
  void headsKeepTheSignalsVariance() {
    float[] values = values(Initializer.he(200), Shape.of(200, 100), 5);
    assertThat(deviation(values)).isCloseTo(Math.sqrt(2.0 / 200), within(0.002));
  }

  @Test
  void xaviersNormalTakesBothWidths() {
    float[] values = values(Initializer.glorotNormal(10, 30), Shape.of(100, 100), 5);
    assertThat(deviation(values)).isCloseTo(Math.sqrt(2.0 / 40), within(0.005));
    assertThat((double) largest(values)).isGreaterThan(3 * Math.sqrt(2.0 / 40)); // it is not cut
  }

  @Test
  void theSeedDecides() {
    for (Initializer initializer :
        new Initializer[] {
          Initializer.linear(4),
          Initializer.stackedAttention(10),
          Initializer.glorotUniform(10, 10),
          Initializer.truncatedNormal(1),
          Initializer.he(10),
          Initializer.glorotNormal(4, 4)
        }) {
      Shape shape = Shape.of(10, 10);
      float[] first = values(initializer, shape, 3);
      assertThat(values(initializer, shape, 3)).isEqualTo(first);
      assertThat(values(initializer, shape, 4)).isNotEqualTo(first);
      assertThat(values(initializer, shape, 3_000_000_019L)).isNotEqualTo(first);
    }
  }
}
