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

/** {@code lf_dnn.json}, see {@link GoldenFusion}. */
class LfDnnTest {
  private static final Golden GOLDEN = Golden.load("lf_dnn");
  private static final float RATE = 0.5f;

  private final GoldenFusion golden = new GoldenFusion(GOLDEN, config(""));

  @AfterEach
  void close() {
    golden.close();
  }

  /**
   * The golden network.
   *
   * @param dropped where dropout is: text, audio, vision, fusion, or nowhere
   */
  private static LfDnn.Config config(String dropped) {
    Golden config = GOLDEN.at("config");
    return new LfDnn.Config(
        config.at("hidden_dims", 0).integer(),
        config.at("hidden_dims", 1).integer(),
        config.at("hidden_dims", 2).integer(),
        config.at("text_out").integer(),
        config.at("post_fusion_dim").integer(),
        dropped.equals("text") ? RATE : 0,
        dropped.equals("audio") ? RATE : 0,
        dropped.equals("vision") ? RATE : 0,
        dropped.equals("fusion") ? RATE : 0);
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

  @Test
  void theFusionsDropoutIsBeforeTheHead() {
    GoldenFusion.checkDropout(GOLDEN, config(""), config("fusion"), "score");
  }

  /** The numbers are what MMSA's networks of these sizes have in PyTorch. */
  @ParameterizedTest
  @CsvSource({
    "5, 20, 16, 256, 128, 597171", // MOSI
    "74, 35, 32, 128, 128, 572283", // MOSEI
    "33, 709, 32, 256, 32, 635821" // SIMS
  })
  void ofMmsasSizesItHasAsManyNumbersAsMmsas(
      int audioFeatures, int visionFeatures, int audio, int textOut, int post, long expected) {
    LfDnn.Config config = new LfDnn.Config(128, audio, 128, textOut, post, 0, 0, 0, 0);
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
    assertThatThrownBy(() -> new LfDnn.Config(1, 1, 1, 1, 0, 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("post_fusion: found 0, expected 1 to 65536");
  }
}
