package org.dmmsa.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.graph.Numbers.difference;

import java.util.List;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class AbsoluteErrorTest {
  private final GraphHarness harness = new GraphHarness();
  private final Operand<TFloat32> predictions = harness.input(Shape.of(4), 1f, -2, 3, 0.5f);
  private final Operand<TFloat32> targets = harness.input(Shape.of(4), 2f, -4, 3, -0.5f);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void isTheMeanDistance() {
    Operand<TFloat32> loss = AbsoluteError.of(harness.tf(), predictions, targets);
    assertThat(harness.floats(loss)).containsExactly(1); // (1 + 2 + 0 + 1) / 4
    float[] slopes = harness.floats(harness.gradientsOf(loss, List.of(predictions)).get(0));
    assertThat(difference(slopes, new float[] {-0.25f, 0.25f, 0, 0.25f})).isZero();
  }

  @Test
  void aRowCountsAsItsWeightSays() {
    Operand<TFloat32> rowWeights = harness.input(Shape.of(4), 0f, 0.5f, 1, 3);
    Operand<TFloat32> loss = AbsoluteError.of(harness.tf(), predictions, targets, rowWeights);
    assertThat(harness.floats(loss)).containsExactly(1); // (0 + 1 + 0 + 3) / 4
    float[] slopes = harness.floats(harness.gradientsOf(loss, List.of(predictions)).get(0));
    assertThat(difference(slopes, new float[] {0, 0.125f, 0, 0.75f})).isZero();
  }
}
