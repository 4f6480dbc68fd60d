package org.dmmsa.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
  private static final String SPACE =
      """
      method: random
      trials: 400
      seed: %d
      seeds: [1]
      space:
        a.rate: {log_uniform: [1.0e-5, 1.0e-1]}
        a.dropout: {uniform: [0, 0.5]}
        a.layers: {integer: [1, 3]}
        a.form: {choice: [[1, 2], sign, "true", {name: gdwg, temperature: 2.0}]}
      """;

  @TempDir Path folder;
  private List<Trial> trials;

  @BeforeEach
  void draw() throws IOException {
    trials = drawn(SPACE.formatted(7));
  }

  private List<Trial> drawn(String text) throws IOException {
    Path file = folder.resolve("space.yaml");
    Files.writeString(file, text);
    return TuningConfig.YAML.read(file, List.of(), TuningConfig.class).drawn();
  }

  private Stream<Double> numbers(String key) {
    return trials.stream().map(trial -> trial.values().get(key).asDouble());
  }

  @Test
  void theSameSpaceAndSeedDrawTheSameAndAnotherSeedOthers() throws IOException {
    assertThat(drawn(SPACE.formatted(7))).isEqualTo(trials);
    assertThat(drawn(SPACE.formatted(8))).isNotEqualTo(trials);
    assertThat(trials.stream().distinct()).hasSize(400);
  }

  @Test
  void moreTrialsAndMoreKeysLeaveWhatWasDrawnAsItIs() throws IOException {
    List<Trial> more =
        drawn(
            SPACE.formatted(7).replace("trials: 400", "trials: 500") + "  b: {uniform: [0, 1]}\n");
    for (int i = 0; i < trials.size(); i++) {
      assertThat(more.get(i).values()).containsAllEntriesOf(trials.get(i).values());
    }
  }

  @Test
  void numbersAreInTheirRanges() {
    assertThat(numbers("a.rate")).allMatch(rate -> rate >= 1e-5 && rate <= 1e-1);
    assertThat(numbers("a.dropout")).allMatch(rate -> rate >= 0 && rate <= 0.5);
    assertThat(numbers("a.layers").distinct()).containsExactlyInAnyOrder(1.0, 2.0, 3.0);
    assertThat(trials).allMatch(trial -> trial.values().get("a.layers").isInt());
  }

  /** A quarter of 400 is to be in each decade: 100, of which 30 off are over three deviations. */
  @Test
  void everyDecadeOfALogarithmicScaleIsAsLikely() {
    for (double decade : new double[] {1e-5, 1e-4, 1e-3, 1e-2}) {
      assertThat(numbers("a.rate").filter(rate -> rate >= decade && rate < 10 * decade).count())
          .isBetween(70L, 130L);
    }
    assertThat(numbers("a.dropout").filter(rate -> rate < 0.25).count()).isBetween(160L, 240L);
  }

  @Test
  void keysAreDrawnIndependently() {
    long bothLow =
        trials.stream()
            .filter(trial -> trial.values().get("a.rate").asDouble() < 1e-3)
            .filter(trial -> trial.values().get("a.dropout").asDouble() < 0.25)
            .count();
    assertThat(bothLow).isBetween(70L, 130L);
  }

  @Test
  void choicesAreAnyYamlAndReadAsOverrides() {
    assertThat(trials.stream().map(trial -> trial.overrides().get(3)).distinct())
        .containsExactlyInAnyOrder(
            "a.form=[1,2]",
            "a.form=sign",
            "a.form=\"true\"",
            "a.form={\"name\":\"gdwg\",\"temperature\":2.0}");
  }

  @Test
  void numbersReadWithoutExponentsUnlessTheyAreTiny() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    Trial trial =
        new Trial(
            1,
            Map.of(
                "rate", nodes.numberNode(4.892e-5),
                "decay", nodes.numberNode(1.2e-9),
                "layers", nodes.numberNode(3)));
    assertThat(trial.text("rate")).isEqualTo("0.00004892");
    assertThat(trial.text("decay")).isEqualTo("1.2E-9");
    assertThat(trial.text("layers")).isEqualTo("3");
  }
}
