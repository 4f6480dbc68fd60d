package org.dmmsa.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dmmsa.model.graph.Numbers.normal;

import java.util.List;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Golden values and gradients are in {@code MisaTest}. */
class OrthogonalityTest {
  private final GraphHarness harness = new GraphHarness();
  private final Ops tf = harness.tf();

  @AfterEach
  void close() {
    harness.close();
  }

  /** Centred, the rows of a are ±(3, 4), of length 5, and those of b ±(1, 0) or ±(0, 1). */
  @Test
  void isTheMeanSquareOfTheProductsOfUnitRows() {
    Operand<TFloat32> a = harness.input(Shape.of(2, 2), 4f, 5, -2, -3);
    Operand<TFloat32> b = harness.input(Shape.of(2, 2), 2f, 7, 0, 7);
    // products: 2·(0.6, 0.8)ᵀ·(1, 0)
    assertThat(harness.floats(Orthogonality.of(tf, a, b))[0])
        .isCloseTo((1.2f * 1.2f + 1.6f * 1.6f) / 4, within(1e-5f));
    assertThat(harness.floats(Orthogonality.of(tf, b, a)))
        .isEqualTo(harness.floats(Orthogonality.of(tf, a, b)));
  }

  @Test
  void isZeroForFeaturesThatVaryInTurns() {
    Operand<TFloat32> a = harness.input(Shape.of(4, 1), 1f, -1, 0, 0);
    Operand<TFloat32> b = harness.input(Shape.of(4, 1), 0f, 0, 1, -1);
    assertThat(harness.floats(Orthogonality.of(tf, a, b))).containsExactly(0f);
  }

  @Test
  void lengthsAreConstantsForTheGradient() {
    float[] x = normal(3, 6);
    Operand<TFloat32> a = harness.input(Shape.of(3, 2), x);
    Operand<TFloat32> b = harness.input(Shape.of(3, 2), normal(4, 6));
    float[] slopes =
        harness.floats(harness.gradientsOf(Orthogonality.of(tf, a, b), List.of(a)).get(0));
    double along = 0; // the loss with lengths held is of degree 2 in a: Euler's theorem
    for (int i = 0; i < x.length; i++) {
      along += slopes[i] * x[i];
    }
    float loss = harness.floats(Orthogonality.of(tf, a, b))[0];
    assertThat(along).isCloseTo(2 * loss, within(1e-4 * loss));
  }

  @Test
  void aBatchOfOneRowHasNoDifference() {
    Operand<TFloat32> a = harness.input(Shape.of(1, 3), 1f, 2, 3);
    Operand<TFloat32> loss = Orthogonality.of(tf, a, a);
    assertThat(harness.floats(loss)).containsExactly(0f);
    assertThat(harness.floats(harness.gradientsOf(loss, List.of(a)).get(0))).containsOnly(0f);
  }
}
