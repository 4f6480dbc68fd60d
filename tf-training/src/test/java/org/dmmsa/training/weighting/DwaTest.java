package org.dmmsa.training.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DwaTest {
  private static final List<String> TASKS = List.of("a", "b");

  private static LossHistory history(double... pairs) {
    LossHistory history = LossHistory.empty();
    for (int i = 0; i < pairs.length; i += 2) {
      history = history.with(Map.of("a", pairs[i], "b", pairs[i + 1]));
    }
    return history;
  }

  @Test
  void theFirstTwoEpochsWeighEachTaskOne() {
    assertThat(new Dwa(2).weights(TASKS, history())).containsValues(1.0, 1.0);
    assertThat(new Dwa(2).weights(TASKS, history(3, 1))).containsValues(1.0, 1.0);
  }

  @Test
  void theRatioIsToTheEpochBefore() {
    // ratios 0.5 and 1, at temperature 2: 2 e^0.25 / (e^0.25 + e^0.5)
    Map<String, Double> weights = new Dwa(2).weights(TASKS, history(9, 1, 2, 4, 1, 4));
    assertThat(weights.get("a")).isCloseTo(0.8756469982, within(1e-9));
    assertThat(weights.get("b")).isCloseTo(1.1243530018, within(1e-9));
  }

  @Test
  void aRatioThatIsNotFiniteWeighsEachTaskOne() {
    assertThat(new Dwa(2).weights(TASKS, history(0, 1, 1, 1))).containsValues(1.0, 1.0);
  }

  @Test
  void theSecondEpochIsTheFirstThatRatiosCountAfter() {
    // ratios 0.5 and 2, at temperature 1: 2 / (1 + e^1.5)
    Map<String, Double> weights = new Dwa(1).weights(TASKS, history(4, 1, 2, 2));
    assertThat(weights.get("a")).isCloseTo(0.3648510476, within(1e-9));
    assertThat(weights.get("b")).isCloseTo(1.6351489524, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void temperatureMustBeAboveZero(double temperature) {
    assertThatThrownBy(() -> new Dwa(temperature))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("temperature: found " + temperature + ", expected a number above 0");
  }
}
