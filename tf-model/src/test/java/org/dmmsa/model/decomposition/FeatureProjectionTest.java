package org.dmmsa.model.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Plain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class FeatureProjectionTest {
  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final FeatureProjection projection = new FeatureProjection(weights, 4, 3, 0.5f);
  private final Plain plain = Plain.filled(harness, weights.all());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void isNormThenLinearThenTanh() {
    float[] x = normal(6, 8);
    double[][] y = plain.dense("", plain.norm("norm/", Plain.table(x, 4), 1e-5));
    for (double[] row : y) {
      for (int i = 0; i < row.length; i++) {
        row[i] = Math.tanh(row[i]);
      }
    }
    assertClose(
        "projection",
        harness.floats(
            projection.apply(Pass.inference(harness.tf()), harness.input(Shape.of(2, 4), x))),
        Plain.flat(y),
        1e-5);
  }

  @Test
  void dropsWholeNumbersInTraining() {
    Operand<TFloat32> x = harness.input(Shape.of(50, 4), normal(7, 200));
    float[] full = harness.floats(projection.apply(Pass.inference(harness.tf()), x));
    float[] dropped =
        harness.floats(projection.apply(Pass.training(harness.tf(), harness.scalar(3L)), x));
    int zeros = 0;
    for (int i = 0; i < full.length; i++) {
      zeros += dropped[i] == 0 ? 1 : 0;
      assertThat(dropped[i] == 0 || Math.abs(dropped[i] - 2 * full[i]) < 1e-5).isTrue();
    }
    assertThat(zeros).isBetween(50, 100);
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Operand<TFloat32> y =
        projection.apply(Pass.inference(harness.tf()), harness.input(Shape.of(2, 4), normal(6, 8)));
    GradientCheck.assertMatches(harness, Plain.loss(harness, y, 6), weights.all());
  }
}
