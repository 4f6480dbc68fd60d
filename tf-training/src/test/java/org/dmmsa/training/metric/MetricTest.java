package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;

class MetricTest {
  @Test
  void onlyTheErrorImprovesDownwards() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.higherIsBetter()).isEqualTo(metric != Metric.MAE);
      assertThat(metric.improves(2, 1)).isEqualTo(metric.higherIsBetter());
      assertThat(metric.improves(1, 2)).isEqualTo(!metric.higherIsBetter());
      assertThat(metric.improves(1, 1)).isFalse();
    }
  }

  @Test
  void undefinedValueBeatsNothingAndAnyValueBeatsIt() {
    assertThat(Metric.MAE.improves(Double.NaN, 1)).isFalse();
    assertThat(Metric.MAE.improves(Double.NaN, Double.NaN)).isFalse();
    assertThat(Metric.CORR.improves(-1, Double.NaN)).isTrue();
  }

  @Test
  void keyFindsItsMetric() {
    for (Metric metric : Metric.values()) {
      assertThat(Metric.of(metric.key())).isEqualTo(metric);
    }
    assertThatThrownBy(() -> Metric.of("f2"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found metric \"f2\", expected one of mae, corr, acc2_has0,");
  }
}
