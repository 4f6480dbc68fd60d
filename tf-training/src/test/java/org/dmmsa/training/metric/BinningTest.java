package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinningTest {
  private static final float[] SCORES = {-3f, -Float.MIN_VALUE, -0f, 0f, Float.MIN_VALUE, 3f};

  @Test
  void zeroIsTheLeastNonNegativeScore() {
    assertThat(Binning.nonNegative(SCORES)).containsExactly(0, 0, 1, 1, 1, 1);
  }

  @Test
  void zeroIsTheLargestScoreThatIsNotPositive() {
    assertThat(Binning.positive(SCORES)).containsExactly(0, 0, 0, 0, 1, 1);
  }
}
