package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassMetricsTest {
  @Test
  void weightedF1OfThreeClassesIsTheOneDoneByHand() {
    // F1: class 0 2*2/(3+4), class 1 2*1/(2+1), class 2 0; weights 3, 2, 1
    double found =
        ClassMetrics.weightedF1(new int[] {0, 0, 0, 1, 1, 2}, new int[] {0, 0, 2, 1, 0, 0}, 3);
    assertThat(found).isCloseTo((3 * (4.0 / 7) + 2 * (2.0 / 3)) / 6, within(1e-12));
  }

  @Test
  void classThatNoLabelHasCountsForNothing() {
    assertThat(ClassMetrics.weightedF1(new int[] {0, 0}, new int[] {0, 1}, 2))
        .isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void classOfNeitherColumnCountsForNothing() {
    assertThat(ClassMetrics.weightedF1(new int[] {0, 2, 2}, new int[] {0, 2, 0}, 3))
        .isCloseTo((2.0 / 3 + 2 * (2.0 / 3)) / 3, within(1e-12));
  }

  @Test
  void withoutSamplesBothAreUndefined() {
    assertThat(ClassMetrics.accuracy(new int[0], new int[0])).isNaN();
    assertThat(ClassMetrics.weightedF1(new int[0], new int[0], 2)).isNaN();
  }
}
