package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.dmmsa.training.weighting.FixedWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunConfigTest {
  private static final Path STAGED = EveryConfigTest.CONFIGS.resolve("mosi/dmmsa.yaml");

  private static RunConfig staged(String... overrides) {
    return RunConfig.YAML.read(STAGED, List.of(overrides), RunConfig.class);
  }

  private static final List<String> ALL =
      List.of(
          "equal",
          "fixed, weights: {unimodal: 0.5}",
          "gdwg, temperature: 2.0",
          "dwa, temperature: 2.0",
          "random",
          "uncertainty",
          "uncertainty_softmax, temperature: 2.0",
          "gradient_cosine",
          "ol_aux, every: 5, rate: 1.0",
          "mgda",
          "gradnorm, alpha: 0.12, rate: 0.025");

  static List<String> weightings() {
    return ALL.stream().map("weighting={name: %s}"::formatted).toList();
  }

  static List<String> byGradients() {
    return weightings().subList(7, 11);
  }

  @ParameterizedTest
  @MethodSource("weightings")
  void aWeightingIsThatOfTheWholeNetwork(String set, @TempDir Path folder) throws IOException {
    RunConfig config = staged(set).withAbsolutePaths();
    List<PlannedStage> stages = config.stages();
    assertThat(stages.stream().map(planned -> planned.stage().weighting()))
        .containsExactly(
            FixedWeights.NONE,
            FixedWeights.NONE,
            FixedWeights.NONE,
            config.weighting().orElseThrow());
    Path written = Files.writeString(folder.resolve("c.yaml"), RunConfig.YAML.write(config));
    assertThat(RunConfig.YAML.read(written, List.of(), RunConfig.class)).isEqualTo(config);
  }

  @ParameterizedTest
  @MethodSource("byGradients")
  void aWeightingByGradientsNeedsSharedFeatures(String set) {
    Path config = EveryConfigTest.CONFIGS.resolve("mosi/misa.yaml");
    assertThatThrownBy(() -> RunConfig.YAML.read(config, List.of(set), RunConfig.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("weighting: found one by gradients of shared features")
        .hasMessageContaining("dmmsa and confede");
  }

  @ParameterizedTest
  @CsvSource({
    "'{name: ol_aux, every: 0, rate: 1.0}', weighting.every: found 0",
    "'{name: ol_aux, every: 5, rate: 0.0}', weighting.rate: found 0.0",
    "'{name: gradnorm, alpha: -1.0, rate: 0.1}', weighting.alpha: found -1.0",
    "'{name: gradnorm, alpha: 0.1, rate: 0.0}', weighting.rate: found 0.0",
    "'{name: uncertainty_softmax, temperature: 0.0}', weighting.temperature: found 0.0"
  })
  void aNumberThatAWeightingCannotHaveIsRefused(String weighting, String message) {
    assertThatThrownBy(() -> staged("weighting=" + weighting))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
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
  void anUnknownWeightingIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> staged("weighting.name=pcgrad"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("weighting.name")
        .hasMessageContaining("gradnorm")
        .hasMessageContaining("uncertainty_softmax");
  }

  @Test
  void thereIsNoSecondSectionForTheWeights() {
    assertThatThrownBy(() -> staged("objective.name=uncertainty"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("objective");
  }
}
