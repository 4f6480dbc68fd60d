package org.dmmsa.training.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void ticksAreRoundNumbers() {
    assertThat(ticks(0.68, 0.93, 6)).containsExactly("0.70", "0.75", "0.80", "0.85", "0.90");
    assertThat(ticks(-3.3, 3.3, 8)).containsExactly("-3", "-2", "-1", "0", "1", "2", "3");
    assertThat(ticks(1, 40, 12)).containsExactly("5", "10", "15", "20", "25", "30", "35", "40");
  }

  @Test
  void theRangeHasRoomAtBothEnds() {
    assertThat(Scale.around(List.of(1.0, Double.NaN, 21.0), 0, 10))
        .isEqualTo(new Scale(0, 22, 0, 10));
    assertThat(Scale.around(List.of(), 0, 10)).isEqualTo(new Scale(0, 1, 0, 10));
    assertThat(Scale.around(List.of(2.0), 0, 10).place(2)).isCloseTo(5, within(1e-9));
  }

  private static List<String> ticks(double low, double high, int most) {
    return new Scale(low, high, 0, 1).ticks(most).stream().map(BigDecimal::toPlainString).toList();
  }
}
