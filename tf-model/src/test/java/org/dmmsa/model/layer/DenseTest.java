package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class DenseTest {
  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass pass = Pass.inference(harness.tf());
  private final Dense dense = new Dense(weights, 3, 2);
  private final Plain plain = Plain.filled(harness, weights.all());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void mapsTheLastDimensionOfAnyRank() {
    float[] x = normal(1, 24);
    float[] expected = Plain.flat(plain.dense("", Plain.table(x, 3)));
    for (Shape shape : new Shape[] {Shape.of(8, 3), Shape.of(2, 4, 3), Shape.of(2, 2, 2, 3)}) {
      assertClose(
          shape.toString(),
          harness.floats(dense.apply(pass, harness.input(shape, x))),
          expected,
          1e-5);
    }
  }

  @Test
  void keepsTheLeadingDimensions() {
    Operand<TFloat32> y = dense.apply(pass, harness.input(Shape.of(2, 4, 3), normal(1, 24)));
    float[] shape = harness.floats(harness.tf().dtypes.cast(harness.tf().shape(y), TFloat32.class));
    assertThat(shape).containsExactly(2, 4, 2);
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Operand<TFloat32> y = dense.apply(pass, harness.input(Shape.of(2, 2, 3), normal(2, 12)));
    GradientCheck.assertMatches(harness, Plain.loss(harness, y, 8), weights.all());
  }

  @Test
  void anotherWidthIsRefusedAtItsPath() {
    Operand<TFloat32> wide = harness.input(Shape.of(2, 4), normal(2, 8));
    assertThatThrownBy(() -> dense.apply(pass, wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 4 features at kernel, expected 3");
  }
}
