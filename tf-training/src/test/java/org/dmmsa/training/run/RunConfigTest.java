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
  void anUnknownObjectiveIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> staged("objective.name=gradnorm"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("objective.name")
        .hasMessageContaining("uncertainty")
        .hasMessageContaining("weighted_sum");
  }
}
