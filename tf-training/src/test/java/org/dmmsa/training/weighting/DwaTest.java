package org.dmmsa.training.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
