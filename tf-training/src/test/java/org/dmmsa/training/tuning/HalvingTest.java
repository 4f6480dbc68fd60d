package org.dmmsa.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.dmmsa.training.metric.Metric;
import org.junit.jupiter.api.Test;

class HalvingTest {
  private static final double FAILED = Double.NaN;

  private static Rung rung(int number, int trials, int epochs) {
    return new Rung(number, trials, OptionalInt.of(epochs));
  }

  private static TrialResult result(int trial, double figure) {
    return new TrialResult(new Trial(trial, Map.of()), rung(0, 4, 1), Map.of(1L, figure), figure);
  }

  @Test
  void oneInEtaGoesOnForEtaTimesAsLong() {
    assertThat(new Halving(3, "epochs", 3).rungs(9))
        .containsExactly(rung(0, 9, 3), rung(1, 3, 9), rung(2, 1, 27));
    assertThat(new Halving(2, "epochs", 1).rungs(11))
        .containsExactly(rung(0, 11, 1), rung(1, 5, 2), rung(2, 2, 4), rung(3, 1, 8));
    assertThat(new Halving(4, "epochs", 5).rungs(3)).containsExactly(rung(0, 3, 5));
  }

  @Test
  void theBestGoOnInTheDirectionOfTheMetric() {
    List<TrialResult> results =
        List.of(result(1, 0.7), result(2, 0.5), result(3, FAILED), result(4, 0.5));
    assertThat(numbers(TrialResult.best(results, Metric.MAE, 2))).containsExactly(2, 4);
    assertThat(numbers(TrialResult.best(results, Metric.CORR, 2))).containsExactly(1, 2);
  }

  @Test
  void failuresAreTheWorstAndDoNotGoOn() {
    List<TrialResult> results = List.of(result(1, FAILED), result(2, 0.5), result(3, FAILED));
    assertThat(numbers(TrialResult.best(results, Metric.MAE, 2))).containsExactly(2);
    assertThat(TrialResult.ranked(results, Metric.MAE).stream().map(r -> r.trial().number()))
        .containsExactly(2, 1, 3);
  }

  private static List<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).toList();
  }
}
