package org.dmmsa.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Pretraining networks on a batch of {@code dmmsa.json}; their numbers are in ConfedeTest. */
class UnimodalRegressorTest {

  static Stream<Arguments> modalities() {
    return Stream.of(
        Arguments.of(
            "text/bert/", of(weights -> UnimodalRegressor.text(weights, GoldenNetwork.bert())), 1f),
        Arguments.of(
            "audio/",
            of(weights -> UnimodalRegressor.audio(weights, GoldenNetwork.dmmsa().audio())),
            2f),
        Arguments.of(
            "vision/",
            of(weights -> UnimodalRegressor.vision(weights, GoldenNetwork.dmmsa().vision())),
            3f));
  }

  private static Function<Weights, UnimodalRegressor> of(
      Function<Weights, UnimodalRegressor> network) {
    return network;
  }

  @ParameterizedTest
  @MethodSource("modalities")
  void learnsItsOwnLabelWithItsOwnEncoder(
      String prefix, Function<Weights, UnimodalRegressor> network, float label) {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.initialized(harness.tf(), 1);
      UnimodalRegressor regressor = network.apply(weights);
      assertThat(weights.all().stream().map(Weight::path))
          .allMatch(path -> path.startsWith(prefix) || path.startsWith("pretrain_head/"));
      assertThat(weights.under("pretrain_head/")).hasSize(8);

      harness.session().initialize();
      Golden batch = Golden.load("dmmsa").at("inputs", "batch0");
      Heads heads =
          regressor.forward(Pass.inference(harness.tf()), GoldenNetwork.inputs(harness, batch));
      float[] scores = harness.floats(heads.sentiment());
      int size = (int) batch.at("label").shape().get(0);
      assertThat(scores).hasSize(size);
      assertThat(heads.polarity()).isEmpty();
      Targets targets =
          new Targets(
              label(harness, size, 9),
              null,
              label(harness, size, 1),
              label(harness, size, 2),
              label(harness, size, 3));
      var terms = regressor.losses(harness.tf(), heads, targets);
      double expected = 0;
      for (float score : scores) {
        expected += (score - label) * (score - label) / size;
      }
      assertThat((double) harness.floats(terms.get(0).value())[0])
          .isCloseTo(expected, within(1e-4));
    }
  }

  private static Operand<TFloat32> label(GraphHarness harness, int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return harness.input(Shape.of(size), values);
  }
}
