package org.dmmsa.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreMetricsTest {
  /**
   * {@code numpy.mean(p)} of numpy 2.4.6, where {@code p} is the float32 of {@code (i * 7919 %
   * 1000) / 1000.0}: to the last digit, at and around the lengths at which numpy halves a sum.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "7, 0.6141429",
    "8, 0.5915",
    "9, 0.56488883",
    "127, 0.4954252",
    "128, 0.49712503",
    "129, 0.49817055",
    "135, 0.4915185",
    "137, 0.49200004",
    "200, 0.49550003",
    "257, 0.49970433",
    "300, 0.50049996",
    "4097, 0.4993566"
  })
  void theMeanErrorHasTheLastDigitOfNumpy(int count, float expected) {
    float[] predictions = new float[count];
    for (int i = 0; i < count; i++) {
      predictions[i] = (float) (i * 7919 % 1000 / 1000.0);
    }
    assertThat(ScoreMetrics.meanAbsoluteError(new float[count], predictions)).isEqualTo(expected);
  }

  @Test
  void theCorrelationOfThreePairsIsTheOneDoneByHand() {
    // off the means 2 and 3: (-1, 0, 1) and (-2, 3, -1); 1 / sqrt(2 * 14)
    assertThat(ScoreMetrics.correlation(new float[] {1, 2, 3}, new float[] {1, 6, 2}))
        .isCloseTo(0.1889822365, within(1e-9));
  }
}
