package org.dmmsa.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;

import java.util.List;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class SquaredErrorTest {
  private final GraphHarness harness = new GraphHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void isTheMeanOfTheSquaresAndItsGradientTheDoubledDifference() {
    Operand<TFloat32> predictions = harness.input(Shape.of(4), 1f, 2, -3, 0);
    Operand<TFloat32> targets = harness.input(Shape.of(4), 0f, 4, -3, 1);
    Operand<TFloat32> loss = SquaredError.of(harness.tf(), predictions, targets);
    assertThat(harness.floats(loss)).containsExactly(1.5f);
    assertClose(
        "gradient",
        harness.floats(harness.gradientsOf(loss, List.of(predictions)).get(0)),
        new float[] {0.5f, -1, 0, -0.5f},
        1e-6);
  }
}
