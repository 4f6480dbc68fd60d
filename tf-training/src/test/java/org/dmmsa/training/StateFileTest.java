package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateFileTest {
  private static final TrainingState STATE =
      TrainingState.start("joint", 1)
          .afterStep(step(0.5), List.of("rest"))
          .afterStep(step(0.25), List.of("rest"));

  private static StepResult step(double weight) {
    return new StepResult(Map.of("unimodal", 2.0), Map.of("unimodal", weight), List.of());
  }

  @Test
  void readsBackWhatItWroteInTheMiddleOfAnEpoch() {
    TrainingState read = StateFile.read(StateFile.write(STATE));
    assertThat(read).isEqualTo(STATE);
    assertThat(read.weightMeans()).containsExactly(Map.entry("unimodal", 0.375));
    assertThat(read.means()).containsExactly(Map.entry("unimodal", 2.0));
    assertThat(read.afterEpoch(1, 1, true).weightSums()).isEmpty();
  }

  @Test
  void readsAStateFromBeforeStepsHadWeightsOfTheirOwn() {
    String before = StateFile.write(STATE).replaceAll("(?s)\\s*\"weight_sums\" : \\{[^}]*\\},", "");
    assertThat(before).doesNotContain("weight_sums");
    assertThat(StateFile.read(before).weightSums()).isEmpty();
    assertThat(StateFile.read(before).sums()).isEqualTo(STATE.sums());
  }
}
