package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Golden;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lmf.json}, see {@link GoldenFusion}. */
class LmfTest {
  private static final Golden GOLDEN = Golden.load("lmf");
  private static final float RATE = 0.5f;

  private final GoldenFusion golden = new GoldenFusion(GOLDEN, config(""));

  @AfterEach
  void close() {
    golden.close();
  }

  /**
   * The golden network.
   *
   * @param dropped where dropout is: text, audio, vision, or nowhere
   */
  private static Lmf.Config config(String dropped) {
    Golden config = GOLDEN.at("config");
    return new Lmf.Config(
        config.at("hidden_dims", 0).integer(),
        config.at("hidden_dims", 1).integer(),
        config.at("hidden_dims", 2).integer(),
        config.at("rank").integer(),
        dropped.equals("text") ? RATE : 0,
        dropped.equals("audio") ? RATE : 0,
        dropped.equals("vision") ? RATE : 0);
  }

  @Test
  void everyWeightOfTheGoldenNetworkIsOursAndNoOther() {
    golden.checkThatNoWeightIsLeftOut();
  }

  @Test
  void featuresAndScoresAreTheGoldenOnes() {
    golden.checkOutputs();
  }

  @Test
  void theLossAndItsGradientsAreTheGoldenOnes() {
    golden.checkLossAndGradients();
  }

  @Test
  void aTrainingStepIsTheGoldenOne() {
    golden.checkTrainingStep();
  }

  @Test
  void howABatchIsPaddedDoesNotMatter() {
    golden.checkThatPaddingDoesNotMatter();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "audio", "vision"})
  void eachModalitysDropoutIsInItsPlace(String dropped) {
    GoldenFusion.checkDropout(GOLDEN, config(""), config(dropped), dropped, "fused", "score");
  }

  /** The numbers are what MMSA's networks of these sizes have in PyTorch. */
  @ParameterizedTest
  @CsvSource({
    "5, 20, 128, 16, 128, 3, 505071", // MOSI
    "74, 35, 128, 16, 128, 4, 508475", // MOSEI
    "33, 709, 64, 16, 64, 4, 272381" // SIMS
  })
  void ofMmsasSizesItHasAsManyNumbersAsMmsas(
      int audioFeatures,
      int visionFeatures,
      int text,
      int audio,
      int vision,
      int rank,
      long expected) {
    Lmf.Config config = new Lmf.Config(text, audio, vision, rank, 0, 0, 0);
    assertThat(
            GoldenFusion.parameters(
                config,
                new FrameDims(50, 768),
                new FrameDims(375, audioFeatures),
                new FrameDims(500, visionFeatures)))
        .isEqualTo(expected);
  }

  @Test
  void valuesThatNoNetworkHasAreRefused() {
    assertThat(config("").inputs())
        .containsExactlyInAnyOrder(Input.TEXT, Input.AUDIO, Input.VISION);
    assertThatThrownBy(() -> new Lmf.Config(1, 1, 1, 1, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("text_hidden: found 1, expected 2 to 65536");
    assertThatThrownBy(() -> new Lmf.Config(2, 1, 1, 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("rank: found 0, expected 1 to 65536");
  }
}
