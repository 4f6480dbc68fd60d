package org.dmmsa.training.data.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelSummaryTest {
  @Test
  void countsSignsAndRoundedClasses() {
    LabelSummary summary = LabelSummary.of(new float[] {-3, -0.4f, 0, 0.5f, 1.5f, 2.6f}, 1);
    assertThat(summary.lowest()).isEqualTo(-3);
    assertThat(summary.highest()).isEqualTo(2.6f);
    assertThat(summary.negative()).isEqualTo(2);
    assertThat(summary.neutral()).isEqualTo(1);
    assertThat(summary.positive()).isEqualTo(3);
    assertThat(summary.classes()).isEqualTo(Map.of(-3.0, 1, 0.0, 3, 2.0, 1, 3.0, 1));
  }

  @Test
  void labelsOfASmallRangeAreRoundedToAFifth() {
    LabelSummary summary = LabelSummary.of(new float[] {-1, 0.2f, 0.25f, 1}, 5);
    assertThat(summary.classes()).isEqualTo(Map.of(-1.0, 1, 0.2, 2, 1.0, 1));
    assertThat(summary.mean()).isCloseTo(0.1125, within(1e-6));
  }

  @Test
  void withoutLabelsTheCountsAreZeroAndTheFiguresUndefined() {
    LabelSummary summary = LabelSummary.of(new float[0], 1);
    assertThat(summary.mean()).isNaN();
    assertThat(summary.lowest()).isNaN();
    assertThat(summary.neutral()).isZero();
    assertThat(summary.classes()).isEmpty();
  }
}
