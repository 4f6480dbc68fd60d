package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Golden;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Weight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tfn.json}, see {@link GoldenFusion}. */
class TfnTest {
  private static final Golden GOLDEN = Golden.load("tfn");
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
  private static Tfn.Config config(String dropped) {
    Golden config = GOLDEN.at("config");
    return new Tfn.Config(
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

  @Test
  void scoresAreWithinThreeOfZero() {
    Weight bias = golden.weights.under("head/2/bias").get(0);
    golden.harness.assign(Map.of(bias, new float[] {1000}));
    assertThat(golden.scores(golden.inputs())).containsOnly(3f);
    golden.harness.assign(Map.of(bias, new float[] {-1000}));
    assertThat(golden.scores(golden.inputs())).containsOnly(-3f);
  }

  /** The numbers are what MMSA's networks of these sizes have in PyTorch. */
  @ParameterizedTest
  @CsvSource({
    "5, 20, 32, 32, 64, 9497043", // MOSI
    "74, 35, 16, 128, 16, 5042539", // MOSEI
    "33, 709, 32, 256, 32, 35632077" // SIMS
  })
  void ofMmsasSizesItHasAsManyNumbersAsMmsas(
      int audioFeatures, int visionFeatures, int audio, int textOut, int post, long expected) {
    Tfn.Config config = new Tfn.Config(128, audio, 128, textOut, post, 0, 0, 0, 0);
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
    assertThatThrownBy(() -> new Tfn.Config(1, 1, 1, 1, 0, 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("post_fusion: found 0, expected 1 to 65536");
    assertThatThrownBy(() -> new Tfn.Config(1, 0, 1, 1, 1, 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("audio_hidden: found 0, expected 1 to 65536");
    assertThatThrownBy(() -> new Tfn.Config(1, 65_536, 65_536, 127, 1, 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "text_out: found 549772591232 numbers in the outer product with audio_hidden and"
                + " vision_hidden, expected at most 16777216");
    assertThatThrownBy(() -> new Tfn.Config(1, 65_537, 1, 1, 1, 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("audio_hidden: found 65537, expected 1 to 65536");
    assertThatThrownBy(() -> new Tfn.Config(1, 1, 1, 1, 1, 0, 0, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("fusion_dropout: found 1.0, expected a rate in [0, 1)");
  }
}
