package org.dmmsa.training.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;

class FixedWeightsTest {
  @Test
  void weightsDoNotFollowTheLosses() {
    FixedWeights weights = new FixedWeights(Map.of("unimodal", 0.01));
    assertThat(
            weights.weights(List.of("unimodal"), LossHistory.empty().with(Map.of("unimodal", 5.0))))
        .containsExactly(Map.entry("unimodal", 0.01));
  }

  @Test
  void onlyTasksThatAreThereAreWeighted() {
    FixedWeights weights = new FixedWeights(Map.of("unimodal", 0.5, "contrastive", 0.5));
    assertThat(weights.weights(List.of("unimodal", "other"), LossHistory.empty()))
        .containsExactly(Map.entry("unimodal", 0.5));
  }

  @Test
  void negativeOrUndefinedWeightIsRefused() {
    assertThatThrownBy(() -> new FixedWeights(Map.of("a", -1.0)))
        .hasMessage("weights.a: found -1.0, expected a number from 0 up");
    assertThatThrownBy(() -> new FixedWeights(Map.of("a", Double.NaN)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aWeightMayBeZero() {
    assertThat(new FixedWeights(Map.of("a", 0.0)).weights(List.of("a"), LossHistory.empty()))
        .containsExactly(Map.entry("a", 0.0));
  }
}
