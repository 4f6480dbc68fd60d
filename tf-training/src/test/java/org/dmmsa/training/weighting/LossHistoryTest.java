package org.dmmsa.training.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossHistoryTest {
  @Test
  void jsonBringsBackTheSameNumbers() throws Exception {
    LossHistory history =
        LossHistory.empty()
            .with(Map.of("unimodal", 1 / 3.0, "contrastive", 1e-300))
            .with(Map.of("unimodal", Double.NaN, "contrastive", Double.POSITIVE_INFINITY));
    ObjectMapper json = new ObjectMapper();
    String text = json.writeValueAsString(history);
    assertThat(text).startsWith("{\"epochs\":[{");
    assertThat(json.readValue(text, LossHistory.class)).isEqualTo(history);
  }

  @Test
  void laterChangesOfAGivenMapDoNotReachTheHistory() {
    Map<String, Double> means = new HashMap<>(Map.of("unimodal", 1.0));
    LossHistory history = LossHistory.empty().with(means);
    means.put("unimodal", 2.0);
    assertThat(history.loss(1, "unimodal")).isEqualTo(1.0);
    assertThatThrownBy(() -> history.epochs().get(0).put("unimodal", 3.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void addingAnEpochLeavesTheOldHistoryAlone() {
    LossHistory one = new LossHistory(List.of(Map.of("unimodal", 1.0)));
    assertThat(one.with(Map.of("unimodal", 0.5)).size()).isEqualTo(2);
    assertThat(one.size()).isEqualTo(1);
  }
}
