package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class ActivationTest {
  private static final float[] X = {-20, -3, -1, -0.1f, 0, 1e-4f, 0.5f, 1, 2, 4, 50};

  @ParameterizedTest
  @EnumSource(Activation.class)
  void valuesAndSlopesAreThoseOfTheFormula(Activation activation) {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(X.length), X);
      Operand<TFloat32> y = activation.apply(harness.tf(), x);
      float[] values = harness.floats(y);
      Operand<TFloat32> sum = harness.tf().reduceSum(y, harness.tf().constant(0));
      float[] slopes = harness.floats(harness.gradientsOf(sum, List.of(x)).get(0));
      for (int i = 0; i < X.length; i++) {
        assertThat((double) values[i])
            .as("at %s", X[i])
            .isCloseTo(Plain.activation(X[i], activation), within(2e-6));
        if (activation == Activation.RELU && X[i] == 0) {
          continue; // a kink
        }
        double slope =
            (Plain.activation(X[i] + 1e-5, activation) - Plain.activation(X[i] - 1e-5, activation))
                / 2e-5;
        assertThat((double) slopes[i]).as("slope at %s", X[i]).isCloseTo(slope, within(1e-5));
      }
    }
  }

  @Test
  void theTwoFormsDifferByWhatSeparatesTheFirstBertFromLaterOnes() {
    double largest = 0;
    for (double x = -5; x < 5; x += 0.01) {
      largest =
          Math.max(
              largest,
              Math.abs(
                  Plain.activation(x, Activation.GELU)
                      - Plain.activation(x, Activation.GELU_TANH)));
    }
    assertThat(largest).isBetween(4e-4, 5e-4);
  }
}
