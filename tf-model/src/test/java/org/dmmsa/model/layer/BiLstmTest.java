package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Numbers;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Golden states of two of them, one on top of the other, are in {@code MisaTest}. */
class BiLstmTest {
  private static final int IN = 2;
  private static final int UNITS = 3;

  private final GraphHarness harness = new GraphHarness();
  private final Ops tf = harness.tf();
  private final Weights weights = Weights.initialized(tf, 1);
  private final Pass pass = Pass.inference(tf);
  private final BiLstm lstm = new BiLstm(weights, IN, UNITS);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void eachSampleIsReadToItsLengthThereAndBack() {
    Plain plain = Plain.filled(harness, weights.all());
    int[] lengths = {4, 1, 0, 3};
    float[] x = normal(5, 4 * 4 * IN);
    double[][] steps = new double[16][2 * UNITS];
    double[][] forward = new double[4][UNITS];
    double[][] backward = new double[4][UNITS];
    for (int b = 0; b < 4; b++) {
      double[][] own = Arrays.copyOfRange(Plain.table(x, IN), 4 * b, 4 * b + lengths[b]);
      double[][] there = plain.lstm("forward/", own);
      Collections.reverse(Arrays.asList(own));
      double[][] back = plain.lstm("backward/", own);
      for (int t = 0; t < lengths[b]; t++) {
        System.arraycopy(there[t], 0, steps[4 * b + t], 0, UNITS);
        System.arraycopy(back[t], 0, steps[4 * b + lengths[b] - 1 - t], UNITS, UNITS);
        forward[b] = there[t];
        backward[b] = back[t];
      }
    }
    BiLstm.Result result =
        lstm.apply(pass, harness.input(Shape.of(4, 4, IN), x), harness.input(Shape.of(4), lengths));
    assertClose("steps", harness.floats(result.steps()), Plain.flat(steps), 1e-5);
    assertClose("forward", harness.floats(result.forward()), Plain.flat(forward), 1e-5);
    assertClose("backward", harness.floats(result.backward()), Plain.flat(backward), 1e-5);
    assertThat(result.steps().shape().get(2)).isEqualTo(2 * UNITS);
  }

  @Test
  void paddingDoesNotChangeTheResult() {
    Plain.filled(harness, weights.all());
    float[] x = normal(5, 2 * 3 * IN);
    float[] longer = new float[2 * 5 * IN];
    Arrays.fill(longer, 99);
    System.arraycopy(x, 0, longer, 0, 3 * IN);
    System.arraycopy(x, 3 * IN, longer, 5 * IN, 2 * IN);
    BiLstm.Result one =
        lstm.apply(pass, harness.input(Shape.of(2, 3, IN), x), harness.input(Shape.of(2), 3, 2));
    BiLstm.Result other =
        lstm.apply(
            pass, harness.input(Shape.of(2, 5, IN), longer), harness.input(Shape.of(2), 3, 2));
    assertThat(harness.floats(other.forward())).isEqualTo(harness.floats(one.forward()));
    assertThat(harness.floats(other.backward())).isEqualTo(harness.floats(one.backward()));
    float[] more = harness.floats(other.steps());
    assertThat(Numbers.rows(more, 2 * UNITS, 0, 1, 2, 5, 6, 7))
        .isEqualTo(harness.floats(one.steps()));
    assertThat(Numbers.rows(more, 2 * UNITS, 3, 4, 7, 8, 9)).containsOnly(0f);
  }

  @Test
  void gradientsAreTheSlopesOfTheLossUpToEachLength() {
    Weight x = weights.create("x", Shape.of(3, 4, IN), Initializer.ONES);
    Plain.filled(harness, weights.all());
    BiLstm.Result result = lstm.apply(pass, x.value(), harness.input(Shape.of(3), 4, 1, 2));
    Operand<TFloat32> loss =
        tf.math.addN(
            List.of(
                Plain.loss(harness, result.steps(), 3 * 4 * 2 * UNITS),
                Plain.loss(harness, result.forward(), 3 * UNITS),
                Plain.loss(harness, result.backward(), 3 * UNITS)));
    GradientCheck.assertMatches(harness, loss, weights.all());
    float[] slopes = harness.floats(harness.gradients(loss, List.of(x)).get(0));
    assertThat(Numbers.rows(slopes, IN, 5, 6, 7, 10, 11)).as("padding").containsOnly(0f);
  }
}
