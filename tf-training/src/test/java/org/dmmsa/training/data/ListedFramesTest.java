package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListedFramesTest {
  private final ListedFrames frames =
      new ListedFrames(2, List.of(new float[] {1, 2, 0, 0, 3, 0, 4, -4, 0, 0}, new float[] {0, 0}));

  @Test
  void aFrameIsPaddingIfItSumsToZeroButNeitherTheFirstNorOneInTheMiddle() {
    assertThat(frames.length(0)).isEqualTo(3);
    assertThat(frames.length(1)).isEqualTo(1);
    assertThat(frames.maxFrames()).isEqualTo(5);
  }

  @Test
  void rowsArePaddedWithZerosAndCut() {
    assertThat(read(0, 4)).containsExactly(1, 2, 0, 0, 3, 0, 0, 0);
    assertThat(read(0, 1)).containsExactly(1, 2);
    assertThat(read(1, 2)).containsExactly(0, 0, 0, 0);
  }

  private float[] read(int row, int count) {
    FloatBuffer to = FloatBuffer.allocate(count * 2);
    frames.read(row, count, to);
    assertThat(to.hasRemaining()).isFalse();
    return to.array();
  }
}
