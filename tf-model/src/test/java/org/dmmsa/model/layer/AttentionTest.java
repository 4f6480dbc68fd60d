package org.dmmsa.model.layer;

import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;
import static org.dmmsa.model.graph.Numbers.rows;

import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class AttentionTest {
  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);

  @AfterEach
  void close() {
    harness.close();
  }

  private Attention attention(int heads) {
    TransformerSizes sizes = new TransformerSizes(1, 4, heads, 4, Activation.GELU, 1e-5f, 0, 0, 0);
    return new Attention(weights, sizes, Initializer.ZEROS, Initializer.ZEROS);
  }

  private Operand<TFloat32> apply(Attention attention, Shape shape, float[] x, float... mask) {
    Operand<TFloat32> given = harness.input(Shape.of(shape.get(0), shape.get(1)), mask);
    return attention.apply(
        Pass.inference(harness.tf()), harness.input(shape, x), Masks.blocked(harness.tf(), given));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void gathersByTheSoftmaxOfScaledProductsInEachHead(int heads) {
    Attention attention = attention(heads);
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(9, 24);
    float[] actual = harness.floats(apply(attention, Shape.of(2, 3, 4), x, 1, 1, 1, 1, 0, 1));
    float[] first = Plain.flat(plain.attention("", Plain.table(rows(x, 12, 0), 4), heads, 1, 1, 1));
    float[] second =
        Plain.flat(plain.attention("", Plain.table(rows(x, 12, 1), 4), heads, 1, 0, 1));
    assertClose("first", rows(actual, 12, 0), first, 1e-5);
    assertClose("second", rows(actual, 12, 1), second, 1e-5);
  }

  @Test
  void whatABlockedPositionHoldsDoesNotMatterToTheOthers() {
    Attention attention = attention(2);
    Plain.filled(harness, weights.all());
    float[] x = normal(9, 12);
    float[] other = x.clone();
    for (int i = 8; i < 12; i++) {
      other[i] = 99;
    }
    float[] expected = harness.floats(apply(attention, Shape.of(1, 3, 4), x, 1, 1, 0));
    float[] actual = harness.floats(apply(attention, Shape.of(1, 3, 4), other, 1, 1, 0));
    assertClose("positions", rows(actual, 4, 0, 1), rows(expected, 4, 0, 1), 1e-7);
    float[] shorter = harness.floats(apply(attention, Shape.of(1, 2, 4), rows(x, 4, 0, 1), 1, 1));
    assertClose("without it", shorter, rows(expected, 4, 0, 1), 1e-6);
  }

  @Test
  void theOrderOfABatchDoesNotMatter() {
    Attention attention = attention(2);
    Plain.filled(harness, weights.all());
    float[] x = normal(9, 24);
    float[] given = harness.floats(apply(attention, Shape.of(2, 3, 4), x, 1, 1, 1, 1, 1, 0));
    float[] turned =
        harness.floats(apply(attention, Shape.of(2, 3, 4), rows(x, 12, 1, 0), 1, 1, 0, 1, 1, 1));
    assertClose("turned", turned, rows(given, 12, 1, 0), 1e-6);
  }

  /** Five positions, of which the first may look at two of another three, the others at all. */
  private Operand<TFloat32> lookingElsewhere(Attention attention, float[] x, float[] source) {
    Operand<TFloat32> asked = harness.input(Shape.of(1, 3, 4), source);
    float[] blocked = new float[15];
    blocked[2] = Masks.BLOCKED;
    return attention.apply(
        Pass.inference(harness.tf()),
        harness.input(Shape.of(1, 5, 4), x),
        asked,
        asked,
        harness
            .tf()
            .reshape(
                harness.tf().constant(blocked), harness.tf().constant(new int[] {1, 1, 5, 3})));
  }

  @Test
  void gathersFromAnotherSequence() {
    Attention attention = attention(2);
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(9, 20);
    float[] source = normal(10, 12);
    int[][] visible = {{1, 1, 0}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    double[][] expected =
        plain.attention("", Plain.table(x, 4), Plain.table(source, 4), 2, visible);
    float[] actual = harness.floats(lookingElsewhere(attention, x, source));
    assertClose("elsewhere", actual, Plain.flat(expected), 1e-5);
  }

  @Test
  void keysAndValuesMayDiffer() {
    Attention attention = attention(1);
    Plain plain = Plain.filled(harness, weights.all());
    Operand<TFloat32> x = harness.input(Shape.of(1, 1, 4), normal(9, 4));
    Operand<TFloat32> keys = harness.input(Shape.of(1, 2, 4), normal(10, 8));
    Operand<TFloat32> same = harness.input(Shape.of(1, 2, 4), 1f, 2, 3, 4, 1, 2, 3, 4);
    Operand<TFloat32> y =
        attention.apply(Pass.inference(harness.tf()), x, keys, same, harness.tf().constant(0f));
    double[][] value = plain.dense("value/", new double[][] {{1, 2, 3, 4}});
    float[] expected = Plain.flat(plain.dense("output/", value));
    assertClose("of equal values", harness.floats(y), expected, 1e-5);
  }

  @Test
  void gradientsOfLookingElsewhereAreTheSlopesOfTheLoss() {
    Attention attention = attention(2);
    Plain.filled(harness, weights.all());
    Operand<TFloat32> y = lookingElsewhere(attention, normal(9, 20), normal(10, 12));
    GradientCheck.assertMatches(harness, Plain.loss(harness, y, 20), weights.all());
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Attention attention = attention(2);
    Plain.filled(harness, weights.all());
    Operand<TFloat32> y = apply(attention, Shape.of(2, 3, 4), normal(9, 24), 1, 1, 1, 1, 0, 1);
    GradientCheck.assertMatches(harness, Plain.loss(harness, y, 24), weights.all());
  }
}
