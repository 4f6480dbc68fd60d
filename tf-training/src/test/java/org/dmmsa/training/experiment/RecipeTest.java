package org.dmmsa.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmmsa.model.DmmsaSizes;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.training.Stage;
import org.dmmsa.training.config.StrictYaml;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.weighting.DynamicWeights;
import org.dmmsa.training.weighting.FixedWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipes of the shipped configs, on networks of two BERT layers and few features. */
class RecipeTest {
  private static final BertSizes BERT = GoldenNetwork.bert();
  private static final DmmsaSizes SIZES = GoldenNetwork.dmmsa();

  private static Recipe recipe(String config, String... overrides) {
    ExperimentConfig read =
        StrictYaml.read(
            EveryConfigTest.CONFIGS.resolve(config + ".yaml"),
            List.of(overrides),
            ExperimentConfig.class);
    return new Recipe(read, BERT, SIZES, true);
  }

  private static Stage stage(Recipe recipe, String name) {
    return recipe.stages().stream()
        .map(PlannedStage::stage)
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The parts of the network whose weights train in a phase: the path up to a layer's number. */
  private static Set<String> trained(Stage stage, int phase) {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      assertThat(stage.network().over(weights)).isNotNull();
      return stage.phases().get(phase).of(weights.all()).stream()
          .map(Weight::path)
          .map(path -> path.startsWith("text/bert/") ? path : path.substring(0, path.indexOf('/')))
          .map(path -> path.replaceFirst("^(text/bert/(?:encoder/\\d+|\\w+)).*", "$1"))
          .collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi", "mosei", "sims"})
  void thePaperPretrainsEachModalityThenFusesThem(String config) {
    List<PlannedStage> stages = recipe(config).stages();
    assertThat(stages.stream().map(planned -> planned.stage().name()))
        .containsExactly("text", "audio", "vision", "fusion");
    assertThat(stages.stream().map(PlannedStage::handsOn))
        .containsExactly("text/", "audio/", "vision/", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi", "mosei", "sims"})
  void noWeightOfBertTrainsInFusion(String config) {
    Stage fusion = stage(recipe(config), "fusion");
    assertThat(fusion.phases()).hasSize(1);
    assertThat(trained(fusion, 0)).containsExactlyInAnyOrder("audio", "vision", "project", "head");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mosi", "mosei"})
  void theTextStageTrainsItsHeadThenAllOfBert(String config) {
    Stage text = stage(recipe(config), "text");
    assertThat(trained(text, 0)).containsExactly("pretrain_head");
    assertThat(trained(text, 1))
        .containsExactlyInAnyOrder(
            "pretrain_head",
            "text/bert/embeddings",
            "text/bert/encoder/0",
            "text/bert/encoder/1",
            "text/bert/pooler");
    assertThat(text.phase(1)).isZero();
    assertThat(text.phase(50)).isZero();
    assertThat(text.phase(51)).isOne();
  }

  @Test
  void ofSimsOnlyTheLastLayerOfBertTrains() {
    Stage text = stage(recipe("sims"), "text");
    assertThat(trained(text, 0)).containsExactly("pretrain_head");
    assertThat(trained(text, 1)).containsExactlyInAnyOrder("pretrain_head", "text/bert/encoder/1");
  }

  @Test
  void pretrainingOfAModalityTrainsItsEncoderAndAHead() {
    Recipe recipe = recipe("mosi");
    assertThat(trained(stage(recipe, "audio"), 0))
        .containsExactlyInAnyOrder("audio", "pretrain_head");
    assertThat(trained(stage(recipe, "vision"), 0))
        .containsExactlyInAnyOrder("vision", "pretrain_head");
  }

  @Test
  void theJointRecipeIsOneStageOfEverything() {
    List<PlannedStage> stages = recipe("mosi", "recipe=joint").stages();
    assertThat(stages).hasSize(1);
    Stage joint = stages.get(0).stage();
    assertThat(joint.name()).isEqualTo("joint");
    assertThat(trained(joint, joint.phases().size() - 1))
        .contains("audio", "vision", "project", "head", "text/bert/embeddings");
  }

  @Test
  void eachModalityIsMeasuredAgainstItsOwnLabelWhereThereAreSome() {
    Split split = new OneRow();
    Recipe with = recipe("sims");
    assertThat(stage(with, "text").label().of(split, 0)).isEqualTo(0.1f);
    assertThat(stage(with, "audio").label().of(split, 0)).isEqualTo(0.2f);
    assertThat(stage(with, "vision").label().of(split, 0)).isEqualTo(0.3f);
    assertThat(stage(with, "fusion").label().of(split, 0)).isEqualTo(1);
    Recipe without = new Recipe(with.config(), BERT, SIZES, false);
    assertThat(stage(without, "audio").label().of(split, 0)).isEqualTo(1);
  }

  @Test
  void onlyTheWholeNetworkIsWeightedDynamically() {
    Recipe recipe = recipe("mosi");
    assertThat(stage(recipe, "fusion").weighting()).isInstanceOf(DynamicWeights.class);
    assertThat(stage(recipe, "audio").weighting()).isEqualTo(new FixedWeights(Map.of()));
    assertThat(stage(recipe("mosi", "weighting=fixed"), "fusion").weighting())
        .isInstanceOf(FixedWeights.class);
  }
}
