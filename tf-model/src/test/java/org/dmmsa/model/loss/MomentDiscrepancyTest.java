package org.dmmsa.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Numbers;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Golden values are in {@code MisaTest}. */
class MomentDiscrepancyTest {
  private final GraphHarness harness = new GraphHarness();
  private final Ops tf = harness.tf();

  @AfterEach
  void close() {
    harness.close();
  }

  /** Means 1 and 5, variances 1 and 4, third central moments 0, fourth ones 1 and 16. */
  @Test
  void addsTheDistancesOfMeansAndOfCentralMoments() {
    Operand<TFloat32> a = harness.input(Shape.of(2, 1), 0f, 2);
    Operand<TFloat32> b = harness.input(Shape.of(2, 1), 3f, 7);
    List<Float> expected = List.of(4f, 7f, 7f, 22f, 22f);
    for (int moments = 1; moments <= 5; moments++) {
      assertThat(harness.floats(MomentDiscrepancy.of(tf, a, b, moments))[0])
          .as("%d moments", moments)
          .isCloseTo(expected.get(moments - 1), within(1e-5f));
    }
  }

  /** Two features: means (0, 0) and (3, 4), and the same about them. */
  @Test
  void aDistanceIsEuclidean() {
    Operand<TFloat32> a = harness.input(Shape.of(2, 2), 1f, -1, -1, 1);
    Operand<TFloat32> b = harness.input(Shape.of(2, 2), 4f, 3, 2, 5);
    assertThat(harness.floats(MomentDiscrepancy.of(tf, a, b, 5))[0]).isCloseTo(5, within(1e-5f));
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Weights weights = Weights.initialized(tf, 1);
    Weight a = weights.create("a", Shape.of(4, 2), Initializer.ONES);
    Weight b = weights.create("b", Shape.of(4, 2), Initializer.ONES);
    harness.assign(Map.of(a, shrunk(Numbers.normal(1, 8)), b, shrunk(Numbers.normal(2, 8))));
    Operand<TFloat32> loss = MomentDiscrepancy.of(tf, a.value(), b.value(), 5);
    GradientCheck.assertMatches(harness, loss, weights.all());
  }

  private static float[] shrunk(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= 0.5f;
    }
    return values;
  }

  @Test
  void whereMomentsAreEqualTheSlopeIsZeroAndNotUndefined() {
    Operand<TFloat32> a = harness.input(Shape.of(1, 2), 1f, 2);
    Operand<TFloat32> b = harness.input(Shape.of(1, 2), 1f, 5);
    Operand<TFloat32> loss = MomentDiscrepancy.of(tf, a, b, 5);
    assertThat(harness.floats(loss)).containsExactly(3f);
    float[] slopes = harness.floats(harness.gradientsOf(loss, List.of(a)).get(0));
    assertThat(slopes).containsExactly(0, -1);
    Operand<TFloat32> same = MomentDiscrepancy.of(tf, a, a, 5);
    assertThat(harness.floats(same)).containsExactly(0f);
    assertThat(harness.floats(harness.gradientsOf(same, List.of(a)).get(0))).containsOnly(0f);
  }
}
