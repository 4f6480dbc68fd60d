package org.dmmsa.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Compares a graph's gradients with central differences of the loss itself. */
public final class GradientCheck {
  private static final float STEP = 1e-2f;

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
        values[j] = kept + STEP;
        double up = lossWith(harness, loss, weight, values);
        values[j] = kept - STEP;
        double down = lossWith(harness, loss, weight, values);
        values[j] = kept;
        double difference = Math.abs((up - down) / (2 * STEP) - analytic[j]);
        largest = Math.max(largest, difference);
      }
      assertThat(largest).as("gradient of %s", weight.path()).isLessThan(2e-3);
    }
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
