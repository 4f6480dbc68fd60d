package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metrics METRICS =
      Metrics.of(Map.of(Metric.CORR, Double.NEGATIVE_INFINITY, Metric.MAE, 0.12345));

  @Test
  void aMetricIsListedEvenWhereItIsUndefined() {
    assertThat(METRICS.metrics()).containsExactly(Metric.MAE, Metric.CORR);
    assertThat(METRICS.get(Metric.MAE)).hasValue(0.12345);
    assertThat(METRICS.get(Metric.CORR)).isEmpty();
    assertThat(METRICS).hasToString("{mae=0.12345, corr=null}");
  }

  @Test
  void aMetricOfAnotherFamilyIsRefused() {
    assertThatThrownBy(() -> METRICS.get(Metric.ACC2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found metric acc2, expected one of [mae, corr]");
  }

  @Test
  void halvesOfTheFourthDecimalRoundToTheEvenSide() {
    // In units of the fourth decimal these are exactly 0.5, 2.5 and 3.5.
    double[] values = {0.00005, 0.00025, 0.00035};
    double[] expected = {0, 0.0002, 0.0004};
    for (int i = 0; i < values.length; i++) {
      Metrics rounded = Metrics.of(Map.of(Metric.MAE, values[i])).rounded4();
      assertThat(rounded.get(Metric.MAE)).hasValue(expected[i]);
    }
    assertThat(METRICS.rounded4().get(Metric.CORR)).isEmpty();
  }

  @Test
  void metricsAreEqualWhereTheirValuesAre() {
    Metrics same = Metrics.of(Map.of(Metric.MAE, 0.12345, Metric.CORR, Double.NaN));
    assertThat(METRICS).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(METRICS.hashCode()).isNotZero();
    assertThat(METRICS).isNotEqualTo(Metrics.of(Map.of(Metric.MAE, 0.12345)));
    assertThat(METRICS).isNotEqualTo(METRICS.byKey());
  }
}
