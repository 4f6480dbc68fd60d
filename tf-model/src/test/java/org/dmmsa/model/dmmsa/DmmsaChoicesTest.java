package org.dmmsa.model.dmmsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.decomposition.ContrastiveLoss;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.loss.RegressionLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

class DmmsaChoicesTest {
  private static final Golden GOLDEN = Golden.load("dmmsa");

  private static Dmmsa.Config config(
      int width, int feature, boolean unimodal, boolean contrastive) {
    return new Dmmsa.Config(
        Optional.of(new BertDropout(0, 0)),
        width,
        2,
        8,
        1,
        1,
        feature,
        0,
        0,
        0,
        Pooling.MASKED,
        TextPooling.POOLER,
        4,
        new Dmmsa.Config.Losses(
            true,
            unimodal,
            contrastive,
            ContrastiveLoss.Form.MULTI_NT_XENT,
            0.5f,
            RegressionLoss.SMOOTH_L1,
            1));
  }

  @Test
  void widthsThatTheHeadsCannotHalveAreRefused() {
    assertThatThrownBy(() -> config(6, 4, true, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("width: found 6, expected 8 to 65536");
    assertThatThrownBy(() -> config(8, 2, true, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("feature: found 2, expected 4 to 65536");
  }

  private static Dmmsa.Config golden(
      float modalityDropout, TextPooling pooling, int headLayers, RegressionLoss loss) {
    Dmmsa.Config all = GoldenNetwork.dmmsa(GOLDEN);
    return new Dmmsa.Config(
        all.bert(),
        all.width(),
        all.heads(),
        all.inner(),
        all.audioLayers(),
        all.visionLayers(),
        all.feature(),
        0,
        0,
        modalityDropout,
        all.pooling(),
        pooling,
        headLayers,
        new Dmmsa.Config.Losses(
            true, true, true, all.losses().form(), all.losses().temperature(), loss, 1));
  }

  private static Dmmsa.Config overFeatures(TextPooling pooling) {
    Dmmsa.Config all = config(8, 4, true, true);
    return new Dmmsa.Config(
        Optional.empty(),
        all.width(),
        all.heads(),
        all.inner(),
        all.audioLayers(),
        all.visionLayers(),
        all.feature(),
        0,
        0,
        0,
        all.pooling(),
        pooling,
        all.headLayers(),
        all.losses());
  }

  /**
   * The second row has the mean of the first one's frames; the third frame is beyond the length.
   */
  @Test
  void withoutABertTextIsTheMeanOfItsRealFrames() {
    try (GraphHarness harness = new GraphHarness()) {
      Dmmsa.Config config = overFeatures(TextPooling.MEAN);
      assertThat(config.inputs()).containsExactly(Input.TEXT, Input.AUDIO, Input.VISION);
      Weights weights = Weights.initialized(harness.tf(), 1);
      Map<Input, FrameDims> dims =
          Map.of(
              Input.TEXT, new FrameDims(2, 3),
              Input.AUDIO, new FrameDims(1, 2),
              Input.VISION, new FrameDims(1, 2));
      Dmmsa dmmsa = config.build(weights, new InputDims(Optional.empty(), dims));
      assertThat(weights.under("text/")).isEmpty();
      harness.session().initialize();
      Map<Input, Operand<?>> given = new EnumMap<>(Input.class);
      given.put(
          Input.TEXT,
          harness.input(
              Shape.of(2, 3, 3), 1f, 2, 3, 3, -4, 5, 9, 9, 9, 2, -1, 4, 0, 0, 0, 7, 7, 7));
      for (Input input : List.of(Input.AUDIO, Input.VISION)) {
        given.put(input, harness.input(Shape.of(2, 1, 2), 1f, 2, 1, 2));
      }
      for (var feature :
          dmmsa.decompose(Pass.inference(harness.tf()), new Inputs(given)).inOrder()) {
        float[] rows = harness.floats(feature);
        assertThat(Arrays.copyOf(rows, 4)).isNotEqualTo(new float[4]);
        Golden.assertClose("rows", Arrays.copyOf(rows, 4), Arrays.copyOfRange(rows, 4, 8), 1e-6);
      }
    }
  }

  @Test
  void aPoolerWithoutABertIsRefused() {
    assertThatThrownBy(() -> overFeatures(TextPooling.POOLER))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "text_pooling: found pooler, expected mean, as text features (no model.bert) have no"
                + " pooler");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 2, 2", "3, 4, 3", "4, 5, 3"})
  void headsHaveAsManyLayersAsAreAskedFor(int hidden, int fused, int unimodal) {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      golden(0, TextPooling.MEAN, hidden, RegressionLoss.L1)
          .build(weights, GoldenNetwork.dmmsaDims(GOLDEN));
      assertThat(weights.under("head/sentiment/")).hasSize(2 * fused);
      assertThat(weights.under("head/polarity/")).hasSize(2 * fused);
      assertThat(weights.under("head/unimodal/")).hasSize(2 * unimodal);
      assertThat(weights.under("text/bert/pooler")).isEmpty();
    }
    assertThatThrownBy(() -> golden(0, TextPooling.MEAN, 5, RegressionLoss.L1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("head_layers: found 5, expected a number from 0 to 4");
  }

  /** Both regressions are of the kind that was chosen, by the golden scores. */
  @ParameterizedTest
  @CsvSource({"L1, 1", "SQUARED, 2"})
  void bothRegressionsHaveTheLossThatWasChosen(RegressionLoss loss, int power) {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      Dmmsa dmmsa =
          golden(0, TextPooling.POOLER, 4, loss).build(weights, GoldenNetwork.dmmsaDims(GOLDEN));
      harness.assign(GoldenNetwork.dmmsaWeights(GOLDEN).values(weights.all()));
      Inputs inputs = GoldenNetwork.inputs(harness, GOLDEN.at("inputs", "batch0"));
      Pass pass = Pass.inference(harness.tf());
      Outputs outputs = dmmsa.forward(pass, inputs);
      float[] fused = harness.floats(outputs.sentiment());
      float[] alone = harness.floats(outputs.byName().get(Outputs.UNIMODAL));
      Targets targets = new Targets(harness.tf());
      Terms terms = dmmsa.train(pass, inputs, targets);
      for (String name : targets.names()) {
        harness.feed(
            targets.get(name),
            GraphHarness.tensor(Shape.of(fused.length), new float[fused.length]));
      }
      assertMeanPower(harness.floats(terms.losses().get(Dmmsa.SENTIMENT)), fused, power);
      assertMeanPower(harness.floats(terms.losses().get(Dmmsa.UNIMODAL)), alone, power);
    }
  }

  private static void assertMeanPower(float[] loss, float[] scores, int power) {
    double sum = 0;
    for (float score : scores) {
      sum += Math.pow(Math.abs(score), power);
    }
    assertThat((double) loss[0]).isCloseTo(sum / scores.length, within(1e-5));
  }

  @Test
  void aDroppedModalityIsAnAllZeroVectorToItsFeatures() {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.restored(harness.tf());
      Dmmsa dmmsa =
          golden(0.999f, TextPooling.POOLER, 4, RegressionLoss.L1)
              .build(weights, GoldenNetwork.dmmsaDims(GOLDEN));
      harness.assign(GoldenNetwork.dmmsaWeights(GOLDEN).values(weights.all()));
      Inputs inputs = GoldenNetwork.inputs(harness, GOLDEN.at("inputs", "batch0"));
      Pass training = Pass.training(harness.tf(), harness.scalar(5L));
      var dropped = dmmsa.decompose(training, inputs).inOrder();
      var kept = dmmsa.decompose(Pass.inference(harness.tf()), inputs).inOrder();
      for (int feature = 0; feature < 6; feature++) {
        float[] without = harness.floats(dropped.get(feature));
        int width = GOLDEN.at("config", "d").integer();
        assertThat(Arrays.copyOfRange(without, width, 2 * width))
            .as("rows that lack the same modality are alike")
            .isEqualTo(Arrays.copyOf(without, width));
        assertThat(harness.floats(kept.get(feature))).isNotEqualTo(without);
      }
    }
  }

  @Test
  void theTasksThatAreWeightedAreThoseThatAreOn() {
    assertThat(config(8, 4, true, true).weightedTerms()).containsExactly("unimodal", "contrastive");
    assertThat(config(8, 4, true, false).weightedTerms()).containsExactly("unimodal");
    assertThat(config(8, 4, false, false).weightedTerms()).isEmpty();
  }
}
