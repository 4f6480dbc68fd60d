package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AggregateTest {
  @Test
  void deviationIsThatOfThePopulation() { // with n - 1 it would be 0.52
    Aggregate.Spread found = aggregate(0.8571, 0.8600, 0.8499);
    assertThat(found.percent()).isEqualTo(new Aggregate.Spread(85.57, 0.42));
    assertThat(found.mean()).isCloseTo(0.8556666667, within(1e-9));
  }

  @Test
  void runsAreRoundedBeforeTheyAreAveraged() {
    // each rounds down to 0.1234; the plain mean 0.123449 would do so only after averaging
    assertThat(aggregate(0.123449, 0.123449).mean()).isCloseTo(0.1234, within(1e-12));
    assertThat(aggregate(0.123449, 0.123449).std()).isZero();
  }

  @Test
  void singleRunHasNoDeviation() {
    assertThat(aggregate(0.5).std()).isZero();
  }

  @Test
  void metricUndefinedInOneRunIsUndefined() {
    Aggregate.Spread found = aggregate(0.5, Double.NaN);
    assertThat(found.defined()).isFalse();
    assertThat(found.std()).isNaN();
  }

  @Test
  void noRunsAreRefused() {
    assertThatThrownBy(() -> Aggregate.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static Aggregate.Spread aggregate(double... runs) {
    return Aggregate.of(
            DoubleStream.of(runs).mapToObj(run -> Metrics.of(Map.of(Metric.CORR, run))).toList())
        .get(Metric.CORR);
  }
}
