package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;

class MeanPredictorTest {
  @Test
  void predictsTheTrainingMeanNotTheTestMean() {
    Metrics found =
        MeanPredictor.evaluate(
            MetricFamily.MOSI, new float[] {-1, 0, 2.5f}, new float[] {1, 1, -1, 2});
    assertThat(found.get(Metric.MAE)).hasValueCloseTo(1.0, within(1e-6)); // mean 0.5
    assertThat(found.get(Metric.CORR)).isEmpty();
  }

  @Test
  void trainingSplitWithoutLabelsIsRefused() {
    assertThatThrownBy(
            () -> MeanPredictor.evaluate(MetricFamily.MOSI, new float[0], new float[] {1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("train split: found no labels, expected at least one");
  }
}
