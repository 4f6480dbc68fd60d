package org.dmmsa.model.decomposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.Modality;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

/** Pretraining networks on a batch of {@code dmmsa.json}; their numbers are in ConfedeTest. */
class UnimodalRegressorTest {
  private static final Golden GOLDEN = Golden.load("dmmsa");

  @ParameterizedTest
  @EnumSource
  void learnsItsOwnLabelWithItsOwnEncoder(Modality modality) {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.initialized(harness.tf(), 1);
      ModelConfig config = GoldenNetwork.dmmsa(GOLDEN).alone(modality);
      assertThat(config.inputs()).isEqualTo(modality.inputs());
      SentimentModel regressor = config.build(weights, GoldenNetwork.dmmsaDims(GOLDEN));
      assertThat(weights.all().stream().map(Weight::path))
          .allMatch(
              path -> path.startsWith(modality.key() + "/") || path.startsWith("pretrain_head/"));
      assertThat(weights.under("pretrain_head/")).hasSize(8);

      harness.session().initialize();
      Golden batch = GOLDEN.at("inputs", "batch0");
      Inputs inputs = GoldenNetwork.inputs(harness, batch);
      var outputs = regressor.forward(Pass.inference(harness.tf()), inputs);
      float[] scores = harness.floats(outputs.sentiment());
      assertThat(outputs.byName()).hasSize(1);
      Targets targets = new Targets(harness.tf());
      var terms = regressor.train(Pass.inference(harness.tf()), inputs, targets);
      assertThat(targets.names()).containsExactly(modality.key());
      float[] labels = new float[scores.length];
      double expected = 0;
      for (int i = 0; i < scores.length; i++) {
        labels[i] = i - 1;
        expected += (scores[i] - labels[i]) * (scores[i] - labels[i]) / scores.length;
      }
      harness.feed(
          targets.get(modality.key()), GraphHarness.tensor(Shape.of(labels.length), labels));
      assertThat((double) harness.floats(terms.losses().get("sentiment"))[0])
          .isCloseTo(expected, within(1e-4));
    }
  }
}
