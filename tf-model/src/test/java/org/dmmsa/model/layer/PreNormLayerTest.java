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
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class PreNormLayerTest {
  private static final int[][] VISIBLE = {{1, 1, 0}, {1, 1, 1}};

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final float[] x = normal(10, 8);
  private final float[] source = normal(11, 12);

  @AfterEach
  void close() {
    harness.close();
  }

  private static TransformerSizes sizes(float dropout, float attention, float inner) {
    return new TransformerSizes(1, 4, 2, 6, Activation.RELU, 1e-5f, dropout, attention, inner);
  }

  /** Two positions that look at three others, all but the last of which the first may see. */
  private Operand<TFloat32> lookingElsewhere(PreNormLayer layer, Pass pass) {
    Operand<TFloat32> asking = harness.input(Shape.of(1, 2, 4), x);
    Operand<TFloat32> asked = harness.input(Shape.of(1, 3, 4), source);
    return layer.apply(pass, asking, asked, asked, Masks.ahead(harness.tf(), asking, asked));
  }

  @Test
  void normalizesBeforeEachHalfAndLooksAtAnotherSequence() {
    TransformerSizes sizes = sizes(0, 0, 0);
    PreNormLayer layer = new PreNormLayer(weights, sizes);
    Plain plain = Plain.filled(harness, weights.all());
    float[] actual = harness.floats(lookingElsewhere(layer, Pass.inference(harness.tf())));
    double[][] expected = plain.preNorm(Plain.table(x, 4), Plain.table(source, 4), sizes, VISIBLE);
    assertClose("layer", actual, Plain.flat(expected), 1e-5);
  }

  @Test
  void withoutAnotherSequenceItLooksAtItself() {
    TransformerSizes sizes = sizes(0, 0, 0);
    PreNormLayer layer = new PreNormLayer(weights, sizes);
    Plain plain = Plain.filled(harness, weights.all());
    Operand<TFloat32> given = harness.input(Shape.of(1, 3, 4), source);
    Operand<TFloat32> blocked = Masks.ahead(harness.tf(), given, given);
    Operand<TFloat32> y = layer.apply(Pass.inference(harness.tf()), given, blocked);
    double[][] table = Plain.table(source, 4);
    int[][] visible = {{1, 0, 0}, {1, 1, 0}, {1, 1, 1}};
    double[][] expected = plain.preNorm(table, table, sizes, visible);
    assertClose("layer", harness.floats(y), Plain.flat(expected), 1e-5);
  }

  @Test
  void keysAndValuesMayDiffer() {
    PreNormLayer layer = new PreNormLayer(weights, sizes(0, 0, 0));
    Plain.filled(harness, weights.all());
    Pass pass = Pass.inference(harness.tf());
    Operand<TFloat32> asking = harness.input(Shape.of(1, 2, 4), x);
    Operand<TFloat32> some = harness.input(Shape.of(1, 3, 4), source);
    Operand<TFloat32> others = harness.input(Shape.of(1, 3, 4), normal(12, 12));
    Operand<TFloat32> none = harness.tf().constant(0f);
    float[] same = harness.floats(layer.apply(pass, asking, some, some, none));
    assertThat(harness.floats(layer.apply(pass, asking, some, others, none))).isNotEqualTo(same);
    assertThat(harness.floats(layer.apply(pass, asking, others, some, none))).isNotEqualTo(same);
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    PreNormLayer layer = new PreNormLayer(weights, sizes(0, 0, 0));
    Plain.filled(harness, weights.all());
    Operand<TFloat32> y = lookingElsewhere(layer, Pass.inference(harness.tf()));
    GradientCheck.assertMatches(harness, Plain.loss(harness, y, 8), weights.all());
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0, 0", "0, 0.5, 0", "0, 0, 0.5"})
  void eachDropoutActsInTrainingOnly(float dropout, float attention, float inner) {
    PreNormLayer layer = new PreNormLayer(weights, sizes(dropout, attention, inner));
    Plain plain = Plain.filled(harness, weights.all());
    double[][] expected =
        plain.preNorm(Plain.table(x, 4), Plain.table(source, 4), sizes(0, 0, 0), VISIBLE);
    float[] inference = harness.floats(lookingElsewhere(layer, Pass.inference(harness.tf())));
    assertClose("inference", inference, Plain.flat(expected), 1e-5);
    Pass training = Pass.training(harness.tf(), harness.scalar(4L));
    assertThat(harness.floats(lookingElsewhere(layer, training))).isNotEqualTo(inference);
  }
}
