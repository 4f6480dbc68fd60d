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

  @Test
  void spreadsAreListedByKeyInReportOrder() {
    Aggregate found =
        Aggregate.of(
            List.of(
                Metrics.of(Map.of(Metric.CORR, 0.5, Metric.MAE, 1.0)),
                Metrics.of(Map.of(Metric.CORR, 0.25, Metric.MAE, 2.0))));
    assertThat(found.byKey())
        .containsExactly(
            Map.entry("mae", new Aggregate.Spread(1.5, 0.5)),
            Map.entry("corr", new Aggregate.Spread(0.375, 0.125)));
    assertThat(found.get(Metric.MAE).defined()).isTrue();
  }

  @Test
  void spreadsOfBeforeAreKept() {
    Aggregate.Spread spread = new Aggregate.Spread(0.75, 0.0625);
    assertThat(Aggregate.of(Map.of(Metric.ACC7, spread)).byKey())
        .containsExactly(Map.entry("acc7", spread));
  }

  @Test
  void aMetricOfAnotherFamilyIsRefused() {
    Aggregate found = Aggregate.of(Map.of(Metric.ACC7, new Aggregate.Spread(0.5, 0)));
    assertThatThrownBy(() -> found.get(Metric.ACC2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found metric acc2, expected one of [acc7]");
  }

  private static Aggregate.Spread aggregate(double... runs) {
    return Aggregate.of(
            DoubleStream.of(runs).mapToObj(run -> Metrics.of(Map.of(Metric.CORR, run))).toList())
        .get(Metric.CORR);
  }
}
