package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class MlpTest {
  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass pass = Pass.inference(harness.tf());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void hasGeluBetweenItsLayersAndNoneAfterTheLast() {
    Mlp mlp = new Mlp(weights, 3, 5, 4, 2);
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(4, 12);
    double[][] y = Plain.activation(plain.dense("0/", Plain.table(x, 3)), Activation.GELU);
    y = plain.dense("2/", Plain.activation(plain.dense("1/", y), Activation.GELU));
    assertClose(
        "mlp",
        harness.floats(mlp.apply(pass, harness.input(Shape.of(4, 3), x))),
        Plain.flat(y),
        1e-5);
    assertThat(weights.all().stream().map(Weight::path))
        .containsExactly("0/kernel", "0/bias", "1/kernel", "1/bias", "2/kernel", "2/bias");
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Mlp mlp = new Mlp(weights, 3, 4, 2);
    Plain.filled(harness, weights.all());
    Operand<TFloat32> y = mlp.apply(pass, harness.input(Shape.of(2, 3), normal(5, 6)));
    GradientCheck.assertMatches(harness, Plain.loss(harness, y, 4), weights.all());
  }

  @Test
  void oneWidthAloneIsRefused() {
    assertThatThrownBy(() -> new Mlp(weights, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an input and an output width");
  }
}
