package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final TrainingState START = TrainingState.start("all", 1);

  /** After epochs of which the numbered one was the best, with this figure; 0 for none. */
  private static TrainingState after(int epochs, int best, double figure) {
    TrainingState state = START;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      state = state.afterEpoch(figure, figure, epoch == best);
    }
    return state;
  }

  @Test
  void theFigureIsThatOfItsMetric() {
    Metrics valid = Metrics.of(Map.of(Metric.MAE, 0.75, Metric.CORR, Double.NaN));
    assertThat(new Selection(Metric.MAE, 0, 0, 0).of(valid)).isEqualTo(0.75);
    assertThat(new Selection(Metric.CORR, 0, 0, 0).of(valid)).isNaN();
  }

  @Test
  void aCostIsLowerWhereTheEpochIsBetter() {
    assertThat(new Selection(Metric.MAE, 0, 0, 0).cost(0.75)).isEqualTo(0.75);
    assertThat(new Selection(Metric.CORR, 0, 0, 0).cost(0.75)).isEqualTo(-0.75);
  }

  @Test
  void anEpochMustBeBetterByMoreThanTheDelta() {
    Selection error = new Selection(Metric.MAE, 0.25, 0, 0);
    assertThat(error.isBest(0.5, after(3, 1, 1))).isTrue();
    assertThat(error.isBest(0.75, after(3, 1, 1))).isFalse();
    assertThat(error.isBest(1.5, after(3, 1, 1))).isFalse();
    Selection correlation = new Selection(Metric.CORR, 0.25, 0, 0);
    assertThat(correlation.isBest(0.875, after(3, 1, 0.5))).isTrue();
    assertThat(correlation.isBest(0.75, after(3, 1, 0.5))).isFalse();
    assertThat(correlation.isBest(0.125, after(3, 1, 0.5))).isFalse();
  }

  @Test
  void theFirstEpochThatMayBeTheBestIsEvenIfItsFigureIsUndefined() {
    Selection selection = new Selection(Metric.MAE, 0, 2, 0);
    assertThat(selection.isBest(0.5, after(0, 0, 0))).isFalse();
    assertThat(selection.isBest(0.5, after(1, 0, 0))).isFalse();
    assertThat(selection.isBest(Double.NaN, after(2, 0, 0))).isTrue();
    assertThat(selection.isBest(9, after(3, 3, Double.NaN))).isTrue();
    assertThat(selection.isBest(Double.NaN, after(3, 3, 9))).isFalse();
  }

  @Test
  void aStageIsOverAfterAsManyEpochsInVainAsItsPatience() {
    Selection selection = new Selection(Metric.MAE, 0, 0, 3);
    assertThat(selection.isOver(after(4, 2, 1))).isFalse();
    assertThat(selection.isOver(after(5, 2, 1))).isTrue();
    assertThat(selection.isOver(after(6, 2, 1))).isTrue();
    assertThat(selection.isOver(after(3, 1, 1))).isFalse();
    assertThat(selection.isOver(after(4, 1, 1))).isTrue();
  }

  @Test
  void aStageIsNotOverBeforeItsFirstBestEpochOrWithoutPatience() {
    assertThat(new Selection(Metric.MAE, 0, 9, 3).isOver(after(8, 0, 1))).isFalse();
    assertThat(new Selection(Metric.MAE, 0, 0, 0).isOver(after(8, 1, 1))).isFalse();
    assertThat(new Selection(Metric.MAE, 0, 0, 1).isOver(after(8, 8, 1))).isFalse();
  }

  @Test
  void valuesThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> new Selection(Metric.MAE, -0.5, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("min_delta: found -0.5, expected a number from 0 up");
    assertThatThrownBy(() -> new Selection(Metric.MAE, 0, -1, 0))
        .hasMessage("after: found -1, expected an epoch count from 0 up");
    assertThatThrownBy(() -> new Selection(Metric.MAE, 0, 0, -1))
        .hasMessage("patience: found -1, expected an epoch count from 0 up");
  }
}
