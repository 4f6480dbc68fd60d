package org.dmmsa.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dmmsa.model.Golden.assertClose;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Numbers of 2 samples and 3 classes, computed with NumPy 2.4 in float64. */
class CrossEntropyTest {
  private static final float[] LOGITS = {2, 1, 0.1f, 0.5f, 0.5f, 0.5f};

  private final GraphHarness harness = new GraphHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  private double of(float[] logits, int... classes) {
    Operand<TFloat32> given = harness.input(Shape.of(classes.length, 3), logits);
    return harness
        .floats(
            CrossEntropy.of(harness.tf(), given, harness.input(Shape.of(classes.length), classes)))[
        0];
  }

  @Test
  void isTheMeanOverTheBatch() {
    assertThat(of(LOGITS, 0, 2)).isCloseTo(0.75782115, within(1e-6));
  }

  @Test
  void oneSampleCostsTheLogarithmOfItsShare() {
    assertThat(of(new float[] {2, 1, 0.1f}, 0)).isCloseTo(0.41703002, within(1e-6));
    assertThat(of(new float[] {0.5f, 0.5f, 0.5f}, 2)).isCloseTo(1.09861229, within(1e-6));
  }

  @Test
  void gradientIsSoftmaxMinusTheTruth() {
    Operand<TFloat32> logits = harness.input(Shape.of(2, 3), LOGITS);
    Operand<TFloat32> loss =
        CrossEntropy.of(harness.tf(), logits, harness.input(Shape.of(2), 0, 2));
    double sum = Math.exp(2) + Math.exp(1) + Math.exp(0.1);
    float[] expected = {
      (float) ((Math.exp(2) / sum - 1) / 2),
      (float) (Math.exp(1) / sum / 2),
      (float) (Math.exp(0.1) / sum / 2),
      1 / 6f,
      1 / 6f,
      -1 / 3f
    };
    assertClose(
        "gradient",
        harness.floats(harness.gradientsOf(loss, List.of(logits)).get(0)),
        expected,
        1e-5);
  }

  @Test
  void noOpIsOneThatIsRefusedWhereTheSameBitsAreAskedFor() {
    Operand<TFloat32> logits = harness.input(Shape.of(2, 3), LOGITS);
    Operand<TFloat32> loss =
        CrossEntropy.of(harness.tf(), logits, harness.input(Shape.of(2), 0, 2));
    harness.gradientsOf(loss, List.of(logits));
    List<String> types = new ArrayList<>();
    harness.graph().operations().forEachRemaining(operation -> types.add(operation.type()));
    assertThat(types).contains("LogSoftmax").noneMatch(type -> type.contains("CrossEntropy"));
  }

  @Test
  void hugeLogitsStayFinite() {
    assertThat(of(new float[] {1e4f, -1e4f, 0}, 1)).isCloseTo(2e4, within(1.0));
  }
}
