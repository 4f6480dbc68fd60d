package org.dmmsa.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;

import org.dmmsa.model.graph.GraphHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class MasksTest {
  private final GraphHarness harness = new GraphHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aFrameIsPaddingWhenItsSumIsZeroAndItIsNotTheFirst() {
    Operand<TFloat32> frames =
        harness.input(Shape.of(2, 4, 2), 1f, 2, 0, 0, 3, -3, -1, 0, 0f, 0, 0, 1e-30f, -5, 4, 0, 0);
    assertThat(harness.floats(Masks.ofFrames(harness.tf(), frames)))
        .containsExactly(1, 0, 0, 1, 1, 1, 1, 0);
  }

  @Test
  void aSequenceEndsWithItsLastRealFrame() {
    Operand<TFloat32> mask = harness.input(Shape.of(4, 3), 1f, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0);
    Operand<TFloat32> lengths =
        harness.tf().dtypes.cast(Masks.lengths(harness.tf(), mask), TFloat32.class);
    assertThat(harness.floats(lengths)).containsExactly(1, 3, 2, 0);
  }

  @Test
  void blockedPositionsGetALargeFinitePenalty() {
    Operand<TFloat32> mask = harness.input(Shape.of(2, 3), 1f, 0, 1, 0, 1, 1);
    Operand<TFloat32> blocked = Masks.blocked(harness.tf(), mask);
    assertThat(blocked.shape().asArray()).containsExactly(-1, 1, 1, 3);
    float[] expected = {0, -1e9f, 0, -1e9f, 0, 0};
    assertClose("blocked", harness.floats(blocked), expected, 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 4, 0111 0011 0001 0000",
    "3, 5, 00011 00001 00000",
    "2, 6, 000001 000000",
    "5, 3, 000 000 000 000 000",
    "4, 3, 001 000 000 000",
  })
  void whatLiesAheadIsBlocked(int queries, int sources, String table) {
    Operand<TFloat32> asking = harness.input(Shape.of(2, queries, 1), new float[2 * queries]);
    Operand<TFloat32> asked = harness.input(Shape.of(2, sources, 1), new float[2 * sources]);
    Operand<TFloat32> blocked = Masks.ahead(harness.tf(), asking, asked);
    float[] shape =
        harness.floats(harness.tf().dtypes.cast(harness.tf().shape(blocked), TFloat32.class));
    assertThat(shape).containsExactly(1, 1, queries, sources);
    StringBuilder found = new StringBuilder();
    for (float penalty : harness.floats(blocked)) {
      assertThat(penalty == 0 || penalty == Masks.BLOCKED).isTrue();
      found.append(penalty == 0 ? '0' : '1');
    }
    assertThat(found).hasToString(table.replace(" ", ""));
  }

  @Test
  void theMeanIsOverRealPositions() {
    Operand<TFloat32> x =
        harness.input(Shape.of(2, 2, 2), 1f, 2, 3, 4, 5, 6, 1e30f, Float.MAX_VALUE);
    Operand<TFloat32> mask = harness.input(Shape.of(2, 2), 1f, 1, 1, 0);
    assertClose(
        "mean", harness.floats(Masks.mean(harness.tf(), x, mask)), new float[] {2, 3, 5, 6}, 1e-6);
  }

  @Test
  void aFirstPositionIsAlwaysReal() {
    Operand<TFloat32> mask = harness.input(Shape.of(2, 2), 1f, 0, 0, 0);
    assertThat(harness.floats(Masks.withFirst(harness.tf(), mask)))
        .containsExactly(1, 1, 0, 1, 0, 0);
  }
}
