package org.dmmsa.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class PassTest {
  private static final int SIZE = 20_000;

  private final GraphHarness harness = new GraphHarness();
  private final Placeholder<TInt64> seed = harness.scalar(7L);
  private final Operand<TFloat32> ones = harness.input(Shape.of(SIZE), ones());

  @AfterEach
  void close() {
    harness.close();
  }

  private static float[] ones() {
    float[] ones = new float[SIZE];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void dropoutKeepsTheMeanAndSetsItsShareToZero() {
    float[] dropped = harness.floats(Pass.training(harness.tf(), seed).dropout(ones, 0.3f));
    int zeros = 0;
    double sum = 0;
    for (float value : dropped) {
      assertThat(value == 0 || Math.abs(value - 1 / 0.7f) < 1e-6).isTrue();
      zeros += value == 0 ? 1 : 0;
      sum += value;
    }
    assertThat((double) zeros / SIZE).isCloseTo(0.3, within(0.02));
    assertThat(sum / SIZE).isCloseTo(1, within(0.03));
  }

  @Test
  void droppedRowsAreZeroAsAWholeAndTheOthersStayAsTheyAre() {
    int rows = SIZE / 4;
    Operand<TFloat32> x = harness.input(Shape.of(rows, 4), ones());
    Pass pass = Pass.training(harness.tf(), seed);
    float[] dropped = harness.floats(pass.dropRows(x, 0.3f));
    int zeros = 0;
    for (int row = 0; row < rows; row++) {
      float first = dropped[4 * row];
      assertThat(first).isIn(0f, 1f);
      assertThat(Arrays.copyOfRange(dropped, 4 * row, 4 * row + 4)).containsOnly(first);
      zeros += first == 0 ? 1 : 0;
    }
    assertThat((double) zeros / rows).isCloseTo(0.3, within(0.03));
    assertThat(harness.floats(pass.dropRows(x, 0.3f))).as("another place").isNotEqualTo(dropped);
    assertThat(pass.dropRows(x, 0)).isSameAs(x);
    assertThat(Pass.inference(harness.tf()).dropRows(x, 0.3f)).isSameAs(x);
  }

  @Test
  void theSameStepSeedGivesTheSameMaskAndAnotherSeedAnother() {
    Operand<TFloat32> dropped = Pass.training(harness.tf(), seed).dropout(ones, 0.5f);
    float[] first = harness.floats(dropped);
    assertThat(harness.floats(dropped)).isEqualTo(first);
    harness.feed(seed, TInt64.scalarOf(8));
    assertThat(harness.floats(dropped)).isNotEqualTo(first);
    harness.feed(seed, TInt64.scalarOf(7));
    assertThat(harness.floats(dropped)).isEqualTo(first);
  }

  @Test
  void everyPlaceHasItsOwnMask() {
    Pass pass = Pass.training(harness.tf(), seed);
    float[] first = harness.floats(pass.dropout(ones, 0.5f));
    float[] second = harness.floats(pass.dropout(ones, 0.5f));
    float[] third = harness.floats(pass.dropout(ones, 0.5f));
    assertThat(first).isNotEqualTo(second);
    assertThat(second).isNotEqualTo(third);
    int agreeing = 0;
    for (int i = 0; i < SIZE; i++) {
      agreeing += first[i] == second[i] ? 1 : 0;
    }
    assertThat((double) agreeing / SIZE).as("independent masks").isCloseTo(0.5, within(0.02));
  }

  @Test
  void rateZeroAndInferenceAreTheIdentity() {
    assertThat(Pass.training(harness.tf(), seed).dropout(ones, 0)).isSameAs(ones);
    assertThat(Pass.inference(harness.tf()).dropout(ones, 0.5f)).isSameAs(ones);
  }

  @Test
  void aTrainingPassCollectsWhatRunsWithEachStepInOneList() {
    Pass pass = Pass.training(harness.tf(), seed);
    assertThat(pass.training()).isTrue();
    pass.afterStep(ones);
    pass.afterStep(seed);
    assertThat(pass.afterStep()).containsExactly(ones, seed);
    assertThatThrownBy(() -> pass.afterStep().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Pass.training(harness.tf(), seed).afterStep()).isEmpty();
  }

  @Test
  void anInferencePassHasNoSteps() {
    Pass pass = Pass.inference(harness.tf());
    assertThat(pass.training()).isFalse();
    assertThat(pass.afterStep()).isEmpty();
    assertThatThrownBy(() -> pass.afterStep(ones))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("an inference pass has no steps");
  }

  @Test
  void gradientsAreDroppedAsTheNumbersWere() {
    Operand<TFloat32> dropped = Pass.training(harness.tf(), seed).dropout(ones, 0.5f);
    Operand<TFloat32> sum = harness.tf().reduceSum(dropped, harness.tf().constant(0));
    Operand<TFloat32> gradient = harness.gradientsOf(sum, java.util.List.of(ones)).get(0);
    assertThat(harness.floats(gradient)).isEqualTo(harness.floats(dropped));
  }
}
