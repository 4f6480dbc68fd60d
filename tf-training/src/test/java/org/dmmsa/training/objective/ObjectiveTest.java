package org.dmmsa.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dmmsa.model.Golden.assertClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Three terms of 2, 3 and 4 that count 1, 0.5 and 0 times. */
class ObjectiveTest {
  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Operand<TFloat32> losses = harness.input(Shape.of(3), 2f, 3, 4);
  private final Operand<TFloat32> fed = harness.input(Shape.of(3), 1f, 0.5f, 0);

  @AfterEach
  void close() {
    harness.close();
  }

  private Operand<TFloat32> total(Objective objective) {
    Map<String, Operand<TFloat32>> each = new LinkedHashMap<>();
    List.of("sentiment", "polarity", "unimodal").forEach(name -> each.put(name, losses));
    return objective.total(harness.tf(), weights, Terms.of(each), losses, fed);
  }

  private float[] slopesOfLosses(Operand<TFloat32> total) {
    return harness.floats(harness.gradientsOf(total, List.of(losses)).get(0));
  }

  @Test
  void theWeightedSumIsThatAndLearnsNothing() {
    Operand<TFloat32> total = total(new WeightedSum());
    assertThat(harness.floats(total)).containsExactly(3.5f);
    assertThat(slopesOfLosses(total)).containsExactly(1, 0.5f, 0);
    assertThat(weights.all()).isEmpty();
  }

  @Test
  void uncertaintyStartsAsTheWeightedSum() {
    Operand<TFloat32> total = total(new Uncertainty());
    harness.session().initialize();
    assertThat(harness.floats(total)).containsExactly(3.5f);
    assertThat(slopesOfLosses(total)).containsExactly(1, 0.5f, 0);
    assertThat(weights.trained().stream().map(Weight::path))
        .containsExactly(
            "objective/log_variance/sentiment",
            "objective/log_variance/polarity",
            "objective/log_variance/unimodal");
    assertThat(weights.all()).noneMatch(Weight::decays);
  }

  @Test
  void uncertaintyIsTheFormulaOfThePaper() {
    Operand<TFloat32> total = total(new Uncertainty());
    List<Weight> all = weights.all();
    harness.assign(
        Map.of(
            all.get(0), new float[] {(float) Math.log(4)}, // a standard deviation of 2
            all.get(1), new float[] {(float) Math.log(0.25)}, // of a half
            all.get(2), new float[] {5}));
    double expected = 2 / 4.0 + Math.log(2) + 0.5 * (3 * 4 + Math.log(0.5));
    assertThat((double) harness.floats(total)[0]).isCloseTo(expected, within(1e-5));
    assertClose("losses", slopesOfLosses(total), new float[] {0.25f, 2, 0}, 1e-6);

    List<float[]> slopes = harness.floats(harness.gradients(total, all));
    float[] expectedSlopes = {0.5f - 2 / 4f, 0.5f * (0.5f - 3 * 4), 0};
    for (int i = 0; i < expectedSlopes.length; i++) {
      assertThat(slopes.get(i)).hasSize(1);
      assertThat(slopes.get(i)[0]).isCloseTo(expectedSlopes[i], within(1e-5f));
    }
  }
}
