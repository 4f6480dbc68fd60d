package org.dmmsa.training.weighting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EqualTest {
  @Test
  void equalWeightsSumToOneInTheGivenOrder() {
    assertThat(new Equal().weights(List.of("b", "a", "d", "c"), LossHistory.empty()))
        .containsExactly(
            Map.entry("b", 0.25), Map.entry("a", 0.25), Map.entry("d", 0.25), Map.entry("c", 0.25));
    assertThat(new Equal().weights(List.of(), LossHistory.empty())).isEmpty();
  }

  @Test
  void equalWeightsAskNoFeaturesOfTheNetwork() {
    assertThat(new Equal().needsFeatures()).isFalse();
  }
}
