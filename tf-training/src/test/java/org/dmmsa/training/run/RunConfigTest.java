package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.objective.Uncertainty;
import org.dmmsa.training.objective.WeightedSum;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigTest {
  private static final Path STAGED = EveryConfigTest.CONFIGS.resolve("mosi/dmmsa.yaml");

  private static RunConfig staged(String... overrides) {
    return RunConfig.YAML.read(STAGED, List.of(overrides), RunConfig.class);
  }

  @Test
  void theWeightedSumIsMinimizedUnlessAnotherObjectiveIsNamed() {
    RunConfig config = staged();
    assertThat(config.objective()).isEmpty();
    assertThat(config.stages())
        .allSatisfy(
            planned ->
                assertThat(config.objectiveOf(planned.stage())).isEqualTo(new WeightedSum()));
    assertThat(staged("objective.name=weighted_sum").objective()).contains(new WeightedSum());
  }

  @Test
  void anObjectiveIsThatOfTheWholeNetwork(@TempDir Path folder) throws IOException {
    RunConfig config = staged("objective.name=uncertainty").withAbsolutePaths();
    List<PlannedStage> stages = config.stages();
    assertThat(stages).hasSize(4);
    assertThat(stages.stream().map(planned -> config.objectiveOf(planned.stage())))
        .containsExactly(
            new WeightedSum(), new WeightedSum(), new WeightedSum(), new Uncertainty());
    Path written = Files.writeString(folder.resolve("c.yaml"), RunConfig.YAML.write(config));
    assertThat(RunConfig.YAML.read(written, List.of(), RunConfig.class)).isEqualTo(config);
  }

  @Test
  void aNetworkOverTextFeaturesHasNoTextEncoderToPretrain(@TempDir Path folder) throws IOException {
    String file = Files.readString(STAGED);
    String without = file.replaceFirst("(?m)^  bert:\n(    .*\n)+", "");
    Path config = Files.writeString(folder.resolve("c.yaml"), without);
    assertThatThrownBy(
            () -> RunConfig.YAML.read(config, List.of("model.text_pooling=mean"), RunConfig.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("recipe: found a stage for the text encoder, expected joint")
        .hasMessageContaining("no model.bert");
  }

  @Test
  void thereIsNoContextUnlessTheConfigSaysSo() {
    assertThat(staged().context()).isZero();
    assertThat(staged("bert.context=2").context()).isEqualTo(2);
    assertThat(RunConfig.YAML.write(staged())).doesNotContain("context");
  }

  @ParameterizedTest
  @CsvSource({
    "mosi/dmmsa.yaml, -1, 'bert.context: found -1, expected at least 0'",
    "mosi/dmmsa.yaml, 1.5, 'bert.context: found 1.5, expected a whole number'",
    "mosi/tfn.yaml, 2, 'bert.context: found 2, expected 0 or none, as the network reads no tokens'"
  })
  void aContextThatCannotBeReadIsRefused(String file, String context, String message) {
    Path config = EveryConfigTest.CONFIGS.resolve(file);
    List<String> set = List.of("bert.context=" + context);
    assertThatThrownBy(() -> RunConfig.YAML.read(config, set, RunConfig.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--set " + message);
  }

  @Test
  void anUnknownObjectiveIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> staged("objective.name=gradnorm"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("objective.name")
        .hasMessageContaining("uncertainty")
        .hasMessageContaining("weighted_sum");
  }
}
