package org.dmmsa.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.Golden;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.baseline.GoldenSelfMm;
import org.dmmsa.model.baseline.Tfn;
import org.dmmsa.training.Selection;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.optimizer.ParameterGroup;
import org.dmmsa.training.optimizer.Schedule;
import org.dmmsa.training.weighting.FixedWeights;
import org.junit.jupiter.api.Test;

class SelfMmRecipeTest {
  private static final StageConfig STAGE =
      new StageConfig(
          1,
          2,
          0,
          Optional.empty(),
          new Schedule.Constant(Optional.empty()),
          new Selection(Metric.MAE, 0, 0, 0),
          Optional.empty(),
          Optional.empty(),
          Map.of(
              "all",
              new ParameterGroup(
                  "", 1e-3, 0, Optional.empty(), Optional.empty(), Optional.empty())));

  @Test
  void oneStageTrainsEverythingWithLabelsThatStartAsThoseOfTheData() {
    ModelConfig model = GoldenSelfMm.config(Golden.load("self_mm"));
    List<Recipe.PlannedStage> stages = new SelfMmRecipe(STAGE, 3).stages(model, FixedWeights.NONE);
    assertThat(stages).hasSize(1);
    Stage stage = stages.get(0).stage();
    assertThat(stage.name()).isEqualTo("joint");
    assertThat(stage.network()).isSameAs(model);
    assertThat(stage.config()).isSameAs(STAGE);
    assertThat(stage.label()).isEqualTo("sentiment");
    Map<String, float[]> targets = stage.hook().over(split(1, -2, 0.5f), 1).targets(List.of(2, 0));
    assertThat(targets).containsOnlyKeys("generated_text", "generated_audio", "generated_vision");
    targets.values().forEach(labels -> assertThat(labels).containsExactly(0.5f, 1));
  }

  /** A split that has labels and nothing else. */
  private static Split split(float... labels) {
    return (Split)
        Proxy.newProxyInstance(
            Split.class.getClassLoader(),
            new Class<?>[] {Split.class},
            (proxy, method, given) ->
                switch (method.getName()) {
                  case "size" -> labels.length;
                  case "label" -> labels[(int) given[0]];
                  case "labels" -> labels;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void otherModelsAndRangesAreRefused() {
    SelfMmRecipe recipe = new SelfMmRecipe(STAGE, 1);
    ModelConfig tfn = new Tfn.Config(1, 1, 1, 1, 1, 0, 0, 0, 0);
    assertThatThrownBy(() -> recipe.stages(tfn, FixedWeights.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("recipe: found self_mm, expected joint");
    assertThatThrownBy(() -> new SelfMmRecipe(STAGE, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("range: found 0.0, expected a number above 0");
  }
}
