package org.dmmsa.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.optimizer.ParameterGroups;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.weighting.FixedWeights;
import org.dmmsa.training.weighting.Gdwg;
import org.dmmsa.training.weighting.LossHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of the shipped configs, on a BERT of two layers and few features. */
class RecipeTest {
  private static final String SMALL = "model.width=16";
  private static final String FEW = "model.feature=8";
  private static final InputDims DIMS =
      new InputDims(
          Optional.of(
              new BertSizes(
                  40, 16, 2, new TransformerSizes(2, 16, 2, 32, Activation.GELU, 1e-12f, 0, 0, 0))),
          Map.of(Input.AUDIO, new FrameDims(5, 3), Input.VISION, new FrameDims(6, 5)));

  private static List<PlannedStage> stages(String config, String... overrides) {
    List<String> sets = new java.util.ArrayList<>(List.of(SMALL, FEW));
    sets.addAll(List.of(overrides));
    RunConfig read =
        RunConfig.YAML.read(Path.of("../configs", config + ".yaml"), sets, RunConfig.class);
    return read.recipe().stages(read.model(), read.weighting().orElse(FixedWeights.NONE));
  }

  private static Stage stage(List<PlannedStage> stages, String name) {
    return stages.stream()
        .map(PlannedStage::stage)
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ParameterGroups groups(Stage stage, GraphHarness harness) {
    Weights weights = Weights.restored(harness.tf());
    stage.network().build(weights, DIMS);
    return new ParameterGroups(stage.config().groups(), weights.trained());
  }

  /** The parts of the network whose weights train in a phase: the path up to a layer's number. */
  private static Set<String> trained(Stage stage, int phase) {
    try (GraphHarness harness = new GraphHarness()) {
      return groups(stage, harness).trained(phase).stream()
          .map(Weight::path)
          .map(path -> path.startsWith("text/bert/") ? path : path.substring(0, path.indexOf('/')))
          .map(path -> path.replaceFirst("^(text/bert/(?:encoder/\\d+|\\w+)).*", "$1"))
          .collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi/dmmsa", "mosei/dmmsa", "sims/dmmsa"})
  void thePaperPretrainsEachModalityThenFusesThem(String config) {
    List<PlannedStage> stages = stages(config);
    assertThat(stages.stream().map(planned -> planned.stage().name()))
        .containsExactly("text", "audio", "vision", "fusion");
    assertThat(stages.stream().map(PlannedStage::handsOn))
        .containsExactly("text/", "audio/", "vision/", "");
    assertThat(stages.stream().map(planned -> planned.stage().label()))
        .containsExactly("text", "audio", "vision", "sentiment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi/dmmsa", "mosei/dmmsa", "sims/dmmsa"})
  void noWeightOfBertTrainsInFusion(String config) {
    Stage fusion = stage(stages(config), "fusion");
    assertThat(trained(fusion, 0)).containsExactlyInAnyOrder("audio", "vision", "project", "head");
    try (GraphHarness harness = new GraphHarness()) {
      assertThat(groups(fusion, harness).phases()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi/dmmsa", "mosei/dmmsa"})
  void theTextStageTrainsItsHeadThenAllOfBert(String config) {
    Stage text = stage(stages(config), "text");
    assertThat(trained(text, 0)).containsExactly("pretrain_head");
    assertThat(trained(text, 1))
        .containsExactlyInAnyOrder(
            "pretrain_head",
            "text/bert/embeddings",
            "text/bert/encoder/0",
            "text/bert/encoder/1",
            "text/bert/pooler");
    try (GraphHarness harness = new GraphHarness()) {
      ParameterGroups groups = groups(text, harness);
      assertThat(groups.phase(49)).isZero();
      assertThat(groups.phase(50)).isOne();
    }
  }

  @Test
  void ofSimsOnlyTheLastLayerOfBertTrains() {
    Stage text = stage(stages("sims/dmmsa"), "text");
    assertThat(trained(text, 0)).containsExactly("pretrain_head");
    assertThat(trained(text, 1)).containsExactlyInAnyOrder("pretrain_head", "text/bert/encoder/1");
  }

  @Test
  void pretrainingOfAModalityTrainsItsEncoderAndAHead() {
    List<PlannedStage> stages = stages("mosi/dmmsa");
    assertThat(trained(stage(stages, "audio"), 0))
        .containsExactlyInAnyOrder("audio", "pretrain_head");
    assertThat(trained(stage(stages, "vision"), 0))
        .containsExactlyInAnyOrder("vision", "pretrain_head");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi/dmmsa-joint", "mosei/dmmsa-joint", "sims/dmmsa-joint"})
  void theJointRecipeIsOneStageOfEverything(String config) {
    List<PlannedStage> stages = stages(config);
    assertThat(stages).hasSize(1);
    Stage joint = stages.get(0).stage();
    assertThat(joint.name()).isEqualTo("joint");
    assertThat(trained(joint, 0))
        .contains("audio", "vision", "project", "head", "text/bert/embeddings");
  }

  @Test
  void onlyTheWholeNetworkIsWeightedDynamically() {
    List<PlannedStage> stages = stages("mosi/dmmsa");
    assertThat(stage(stages, "fusion").weighting()).isEqualTo(new Gdwg(2));
    assertThat(stage(stages, "audio").weighting()).isEqualTo(FixedWeights.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi", "mosei", "sims"})
  void confedePretrainsEncodersAndThenLeavesBertAsItIs(String dataset) {
    List<PlannedStage> stages = stages(dataset + "/confede");
    assertThat(stages.stream().map(planned -> planned.stage().name()))
        .containsExactly("text", "audio", "vision", "fusion");
    Stage fusion = stage(stages, "fusion");
    assertThat(trained(fusion, 0)).contains("audio", "vision", "project", "head");
    assertThat(trained(fusion, 0)).noneMatch(part -> part.startsWith("text"));
    Map<String, Double> weights =
        fusion.weighting().weights(fusion.network().weightedTerms(), LossHistory.empty());
    assertThat(weights).isEqualTo(Map.of("unimodal", 0.01, "contrastive", 0.1));
  }

  @Test
  void aModelWithARecipeOfItsOwnHasNoOther() {
    ModelConfig confede = stages("mosi/confede").get(3).stage().network();
    StageConfig config = stages("mosi/confede").get(0).stage().config();
    Recipe staged = new StagedRecipe(config, config, config, config);
    for (Recipe recipe : List.of(new JointRecipe(config), staged)) {
      assertThatThrownBy(() -> recipe.stages(confede, FixedWeights.NONE))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageEndingWith(", expected the recipe of the model's own, as in its configs");
    }
    Retrieval retrieval = new Retrieval(1, 2, Retrieval.Match.EXACT, false);
    ModelConfig dmmsa = stages("mosi/dmmsa").get(3).stage().network();
    Recipe own = new ConfedeRecipe(config, config, config, config, retrieval);
    assertThatThrownBy(() -> own.stages(dmmsa, FixedWeights.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("recipe: found confede, expected staged or joint");
  }

  @Test
  void partsCanBePretrainedOnlyOfANetworkThatHasSome() {
    PlannedStage staged = stages("mosi/dmmsa").get(1);
    Recipe recipe =
        new StagedRecipe(
            staged.stage().config(),
            staged.stage().config(),
            staged.stage().config(),
            staged.stage().config());
    assertThatThrownBy(() -> recipe.stages(staged.stage().network(), FixedWeights.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("recipe: found staged, expected joint: this model has no parts to pretrain");
  }
}
