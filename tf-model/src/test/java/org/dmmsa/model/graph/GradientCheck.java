package org.dmmsa.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Compares a graph's gradients with central differences of the loss itself. */
public final class GradientCheck {
  private static final float STEP = 5e-3f;

  private GradientCheck() {}

  /**
   * Checks every number of every weight.
   *
   * @param loss a scalar of about 1; float32 leaves some 1e-4 of noise in a difference
   */
  public static void assertMatches(
      GraphHarness harness, Operand<TFloat32> loss, List<Weight> weights) {
    List<Operand<TFloat32>> gradients = harness.gradients(loss, weights);
    for (int i = 0; i < weights.size(); i++) {
      Weight weight = weights.get(i);
      float[] analytic = harness.floats(gradients.get(i));
      float[] values = harness.floats(weight.value());
      double largest = 0;
      for (int j = 0; j < values.length; j++) {
        float kept = values[j];
        double near = -lossWith(harness, loss, weight, with(values, j, kept - STEP));
        near += lossWith(harness, loss, weight, with(values, j, kept + STEP));
        double far = -lossWith(harness, loss, weight, with(values, j, kept - 2 * STEP));
        far += lossWith(harness, loss, weight, with(values, j, kept + 2 * STEP));
        values[j] = kept;
        double slope = (8 * near - far) / (12 * STEP); // no error of the second order in STEP
        double difference = Math.abs(slope - analytic[j]);
        largest = Math.max(largest, difference);
      }
      assertThat(largest).as("gradient of %s", weight.path()).isLessThan(2e-3);
    }
  }

  private static float[] with(float[] values, int index, float value) {
    values[index] = value;
    return values;
  }

  private static double lossWith(
      GraphHarness harness, Operand<TFloat32> loss, Weight weight, float[] values) {
    try (TFloat32 fed = GraphHarness.tensor(weight.shape(), values)) {
      // A value fed in place of the variable's needs no assignment.
      var runner = harness.session().runner();
      harness.feedAll(runner);
      try (var result = runner.feed(weight.value(), fed).fetch(loss).run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    }
  }
}
