package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
  private static final Path FILE = Path.of("last", "state.json");

  private static final TrainingState STATE =
      TrainingState.start("joint", 1)
          .afterStep(step(2, 0.5), 1, List.of("rest"))
          .afterStep(step(5, 0.25), 0.5, List.of("rest"));

  private static StepResult step(double loss, double weight) {
    return new StepResult(Map.of("unimodal", loss), Map.of("unimodal", weight), List.of());
  }

  @Test
  void readsBackWhatItWroteInTheMiddleOfAnEpoch() {
    TrainingState read = StateFile.read(StateFile.write(STATE), FILE);
    assertThat(read).isEqualTo(STATE);
    assertThat(read.afterEpoch(1, 1, true).weightSums()).isEmpty();
  }

  @Test
  void meansAreOverRowsSoThatHalfABatchCountsHalf() {
    assertThat(STATE.means()).containsExactly(Map.entry("unimodal", (2 + 5 / 2.0) / 1.5));
    assertThat(STATE.weightMeans()).containsExactly(Map.entry("unimodal", (0.5 + 0.25 / 2) / 1.5));
    TrainingState after = STATE.afterEpoch(1, 1, true);
    assertThat(after.history().loss(1, "unimodal")).isEqualTo(3);
    assertThat(after.batches()).isZero();
  }

  @Test
  void aStateFromBeforePartsOfBatchesWereCountedHasWholeOnes() {
    String before = StateFile.write(STATE).replaceAll("\\s*\"batches\" : [^,]*,", "");
    assertThat(before).doesNotContain("batches");
    assertThat(StateFile.read(before, FILE).batches()).isEqualTo(2);
  }

  @Test
  void readsAStateFromBeforeStepsHadWeightsOfTheirOwn() {
    String before = StateFile.write(STATE).replaceAll("(?s)\\s*\"weight_sums\" : \\{[^}]*\\},", "");
    assertThat(before).doesNotContain("weight_sums");
    assertThat(StateFile.read(before, FILE).weightSums()).isEmpty();
    assertThat(StateFile.read(before, FILE).sums()).isEqualTo(STATE.sums());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}x", "{\"epoch\": 1e400}", "{\"epoch\": 1, \"epoch\": 2}"})
  void whatIsNoStateIsRefusedWithItsPlace(String text) {
    assertThatThrownBy(() -> StateFile.read(text, FILE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(FILE + ": found ")
        .hasMessageEndingWith(", expected the state of a checkpoint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0", "-1.0", "2.5", "\"NaN\"", "1e400"})
  void batchesThatStepsCannotHaveAreRefused(String batches) {
    String damaged =
        StateFile.write(STATE).replaceAll("\"batches\" : [^,]*", "\"batches\" : " + batches);
    assertThatThrownBy(() -> StateFile.read(damaged, FILE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(FILE + ": found ")
        .hasMessageEndingWith(", expected the state of a checkpoint");
  }

  @Test
  void moreThanAStateIsRefused() {
    assertThatThrownBy(() -> StateFile.read(StateFile.write(STATE) + "x", FILE))
        .isInstanceOf(InvalidInputException.class);
  }
}
