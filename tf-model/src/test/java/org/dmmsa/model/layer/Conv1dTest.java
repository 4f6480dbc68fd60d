package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.normal;

import java.util.Arrays;
import org.dmmsa.model.graph.GradientCheck;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class Conv1dTest {
  private static final int IN = 3;
  private static final int OUT = 2;

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass pass = Pass.inference(harness.tf());

  @AfterEach
  void close() {
    harness.close();
  }

  /** The convolution once more, of rows of T steps. */
  private static float[] plain(float[] kernel, int width, float[] x, int rows) {
    int steps = x.length / rows / IN;
    int results = steps - width + 1;
    double[][] y = new double[rows * results][OUT];
    for (int row = 0; row < rows; row++) {
      for (int t = 0; t < results; t++) {
        for (int k = 0; k < width; k++) {
          for (int i = 0; i < IN; i++) {
            for (int o = 0; o < OUT; o++) {
              y[row * results + t][o] +=
                  (double) x[(row * steps + t + k) * IN + i] * kernel[(k * IN + i) * OUT + o];
            }
          }
        }
      }
    }
    return Plain.flat(y);
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 5", "3, 5", "5, 5", "1, 1"})
  void mapsEachWindowOfSteps(int width, int steps) {
    Conv1d conv = new Conv1d(weights, IN, OUT, width);
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(1, 2 * steps * IN);
    Operand<TFloat32> y = conv.apply(pass, harness.input(Shape.of(2, steps, IN), x));
    float[] expected = plain(plain.weights().get("kernel"), width, x, 2);
    assertClose("windows", harness.floats(y), expected, 1e-5);
    assertThat(y.shape().asArray()).containsExactly(-1, -1, OUT);
    float[] shape = harness.floats(harness.tf().dtypes.cast(harness.tf().shape(y), TFloat32.class));
    assertThat(shape).containsExactly(2, steps - width + 1, OUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void zerosFollowASequenceShorterThanTheKernel(int steps) {
    Conv1d conv = new Conv1d(weights, IN, OUT, 4);
    Plain plain = Plain.filled(harness, weights.all());
    float[] x = normal(1, steps * IN);
    float[] padded = Arrays.copyOf(x, 4 * IN);
    float[] expected = plain(plain.weights().get("kernel"), 4, padded, 1);
    Operand<TFloat32> y = conv.apply(pass, harness.input(Shape.of(1, steps, IN), x));
    assertThat(harness.floats(y)).hasSize(OUT);
    assertClose("one step", harness.floats(y), expected, 1e-5);
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    Conv1d conv = new Conv1d(weights, IN, OUT, 3);
    Plain.filled(harness, weights.all());
    Operand<TFloat32> y = conv.apply(pass, harness.input(Shape.of(2, 4, IN), normal(2, 24)));
    GradientCheck.assertMatches(harness, Plain.loss(harness, y, 8), weights.all());
  }

  @Test
  void anotherWidthIsRefusedAtItsPath() {
    Conv1d conv = new Conv1d(weights.scope("project"), IN, OUT, 3);
    Operand<TFloat32> wide = harness.input(Shape.of(1, 3, 4), normal(2, 12));
    assertThatThrownBy(() -> conv.apply(pass, wide))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 4 features at project/kernel, expected 3");
  }
}
