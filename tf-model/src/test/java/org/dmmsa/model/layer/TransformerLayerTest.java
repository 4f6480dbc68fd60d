package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import java.util.List;
import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class TransformerLayerTest {
  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);

  @AfterEach
  void close() {
    harness.close();
  }

  private static TransformerSizes sizes(Activation activation, float dropout) {
    return new TransformerSizes(1, 4, 2, 6, activation, 1e-5f, dropout, dropout, dropout);
  }

  private Operand<TFloat32> apply(TransformerLayer layer, Pass pass, float[] x, float... mask) {
    Operand<TFloat32> given = harness.input(Shape.of(1, mask.length), mask);
    return layer.apply(
        pass, harness.input(Shape.of(1, mask.length, 4), x), Masks.blocked(harness.tf(), given));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void addsAndNormalizesAfterEachHalf(Activation activation) {
    TransformerSizes sizes = sizes(activation, 0);
    TransformerLayer layer = TransformerLayer.startingAsTorch(weights, sizes);
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(10, 12);
    assertClose(
        "layer",
        harness.floats(apply(layer, Pass.inference(harness.tf()), x, 1, 1, 0)),
        Plain.flat(plain.transformer(Plain.table(x, 4), sizes, 1, 1, 0)),
        1e-5);
  }

  @Test
  void bothWaysToStartHaveTheSameWeights() {
    TransformerLayer torch =
        TransformerLayer.startingAsTorch(weights.scope("a"), sizes(Activation.GELU, 0));
    TransformerLayer bert =
        TransformerLayer.startingAsBert(weights.scope("b"), sizes(Activation.GELU, 0));
    assertThat(List.of(torch, bert)).doesNotContainNull();
    List<String> ofTorch =
        weights.under("a/").stream().map(w -> w.path().substring(2) + w.shape()).toList();
    List<String> ofBert =
        weights.under("b/").stream().map(w -> w.path().substring(2) + w.shape()).toList();
    assertThat(ofTorch).isEqualTo(ofBert).hasSize(16);
    assertThat(weights.all().stream().filter(Weight::decays).map(Weight::path))
        .allMatch(path -> path.endsWith("kernel"))
        .hasSize(12);
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    TransformerLayer layer =
        TransformerLayer.startingAsTorch(weights, sizes(Activation.GELU_TANH, 0));
    Plain.filled(harness, weights.all());
    Operand<TFloat32> y = apply(layer, Pass.inference(harness.tf()), normal(10, 12), 1, 1, 0);
    GradientCheck.assertMatches(harness, Plain.loss(harness, y, 12), weights.all());
  }

  @Test
  void dropoutActsInTrainingOnly() {
    TransformerLayer layer =
        TransformerLayer.startingAsTorch(weights, sizes(Activation.GELU, 0.5f));
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(10, 12);
    float[] expected =
        Plain.flat(plain.transformer(Plain.table(x, 4), sizes(Activation.GELU, 0), 1, 1, 1));
    float[] inference = harness.floats(apply(layer, Pass.inference(harness.tf()), x, 1, 1, 1));
    assertClose("inference", inference, expected, 1e-5);
    Pass training = Pass.training(harness.tf(), harness.scalar(4L));
    assertThat(harness.floats(apply(layer, training, x, 1, 1, 1))).isNotEqualTo(inference);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new TransformerSizes(1, 6, 4, 8, Activation.GELU, 1e-5f, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width 6 is not a multiple of heads 4");
    assertThatThrownBy(() -> new TransformerSizes(1, 6, 0, 8, Activation.GELU, 1e-5f, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 6, 0, 8]");
  }
}
