package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class LayerNormTest {
  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass pass = Pass.inference(harness.tf());

  @AfterEach
  void close() {
    harness.close();
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-12f, 1e-5f, 0.5f})
  void normalizesEachRowByItsOwnMeanAndVariance(float epsilon) {
    LayerNorm norm = new LayerNorm(weights, 4, epsilon);
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(3, 24);
    assertClose(
        "norm",
        harness.floats(norm.apply(pass, harness.input(Shape.of(2, 3, 4), x))),
        Plain.flat(plain.norm("", Plain.table(x, 4), epsilon)),
        1e-5);
  }

  @Test
  void aConstantRowBecomesTheBias() {
    LayerNorm norm = new LayerNorm(weights, 3, 1e-5f);
    Plain plain = Plain.filled(harness, weights.all());
    float[] actual = harness.floats(norm.apply(pass, harness.input(Shape.of(1, 3), 7f, 7, 7)));
    assertThat(actual).containsExactly(plain.weights().get("bias"));
  }

  @Test
  void gradientsAreTheSlopesOfTheLossEvenForAConstantRow() {
    LayerNorm norm = new LayerNorm(weights, 3, 1e-5f);
    Plain.filled(harness, weights.all());
    Operand<TFloat32> x = harness.input(Shape.of(2, 3), 1f, -2, 3, 5, 5, 5);
    Operand<TFloat32> loss = Plain.loss(harness, norm.apply(pass, x), 6);
    GradientCheck.assertMatches(harness, loss, weights.all());
    for (float number : harness.floats(harness.gradientsOf(loss, java.util.List.of(x)).get(0))) {
      assertThat(Float.isFinite(number)).isTrue();
    }
  }
}
