package org.dmmsa.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.Dense;
import org.dmmsa.model.layer.TransformerSizes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class WeightsTest {
  private final GraphHarness harness = new GraphHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  private Weights initialized(long seed) {
    return Weights.initialized(harness.tf(), seed);
  }

  @Test
  void aPathNamesTheVariableInTheGraph() {
    Weights weights = initialized(1);
    Weight weight =
        weights.scope("a").scope("0").create("kernel", Shape.of(2, 3), Initializer.ONES);
    assertThat(weight.path()).isEqualTo("a/0/kernel");
    assertThat(weight.variable().op().name()).isEqualTo("a/0/kernel");
    assertThat(weight.size()).isEqualTo(6);
  }

  @Test
  void aPathTakenTwiceIsRefused() {
    Weights weights = initialized(1);
    weights.create("kernel", Shape.of(2), Initializer.ONES);
    weights.scope("a");
    assertThatThrownBy(() -> weights.create("kernel", Shape.of(2), Initializer.ONES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("weight path kernel is taken");
    assertThatThrownBy(() -> weights.scope("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("weight path a/ is taken");
  }

  @Test
  void aNameThatTheGraphChangesIsRefused() {
    harness.tf().withSubScope("a").withName("kernel").constant(1f);
    Weights weights = initialized(1);
    Weights a = weights.scope("a");
    assertThatThrownBy(() -> a.create("kernel", Shape.of(2), Initializer.ONES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was named");
  }

  @Test
  void allAndUnderAndCountSeeEveryScope() {
    Weights weights = initialized(1);
    Weights audio = weights.scope("audio");
    audio.create("cls", Shape.of(1, 1, 4), Initializer.ONES);
    weights.scope("audio_too").create("cls", Shape.of(2), Initializer.ONES);
    assertThat(audio.all()).isEqualTo(weights.all()).hasSize(2);
    assertThat(weights.under("audio/").stream().map(Weight::path)).containsExactly("audio/cls");
    assertThat(weights.count()).isEqualTo(6);
    assertThatThrownBy(() -> weights.all().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theSameSeedGivesTheSameValuesAndAnotherSeedOthers() {
    assertThat(values(5)).isEqualTo(values(5)).isNotEqualTo(values(6));
  }

  private static List<Float> values(long seed) {
    try (GraphHarness harness = new GraphHarness()) {
      Weights weights = Weights.initialized(harness.tf(), seed);
      Dense dense = new Dense(weights, 4, 3);
      assertThat(dense).isNotNull();
      harness.session().initialize();
      List<Float> values = new java.util.ArrayList<>();
      for (Weight weight : weights.all()) {
        for (float value : harness.floats(weight.value())) {
          values.add(value);
        }
      }
      return values;
    }
  }

  @Test
  void weightsOfTheSameShapeStartDifferently() {
    Weights weights = initialized(1);
    Weight a = weights.create("a", Shape.of(50), Initializer.linear(4));
    Weight b = weights.create("b", Shape.of(50), Initializer.linear(4));
    harness.session().initialize();
    assertThat(harness.floats(a.value())).isNotEqualTo(harness.floats(b.value()));
  }

  @Test
  void stateIsKeptLikeAWeightButIsNotTrained() {
    Weights weights = initialized(1);
    Weight gain = weights.scope("norm").create("gain", Shape.of(3), Initializer.ONES);
    Weight mean = weights.scope("moving").state("mean", Shape.of(2, 2), Initializer.ONES);
    Weight kernel = weights.create("kernel", Shape.of(2, 2), Initializer.ZEROS);
    assertThat(weights.all()).containsExactly(gain, mean, kernel);
    assertThat(weights.trained()).containsExactly(gain, kernel);
    assertThat(weights.under("moving/")).containsExactly(mean);
    assertThat(weights.count()).isEqualTo(7);
    assertThat(mean.trained()).isFalse();
    assertThat(mean.decays()).isFalse();
    assertThat(kernel.trained() && kernel.decays()).isTrue();
    harness.session().initialize();
    assertThat(harness.floats(mean.value())).containsExactly(1, 1, 1, 1);
  }

  @Test
  void aPlaceInTheOrderDecidesTheFirstValueOfAWeight() {
    Weights weights = initialized(1);
    weights.state("a", Shape.of(2), Initializer.ZEROS);
    Weight second = weights.create("b", Shape.of(2), Initializer.linear(4));
    harness.session().initialize();
    // Seed 1000003 * model seed + place, through the stateless uniform of ±1/2.
    float[] expected =
        harness.floats(Initializer.linear(4).value(harness.tf(), Shape.of(2), 1_000_004L));
    assertThat(harness.floats(second.value())).isEqualTo(expected);
  }

  @Test
  void restoredWeightsHaveNoFirstValues() {
    Weights weights = Weights.restored(harness.tf());
    SequenceEncoder encoder =
        new SequenceEncoder(
            weights.scope("audio"),
            new SequenceEncoder.SequenceSizes(
                5,
                3,
                new TransformerSizes(1, 16, 2, 16, Activation.GELU, 1e-5f, 0, 0, 0),
                Pooling.ALL));
    assertThat(encoder).isNotNull();
    List<String> types = new java.util.ArrayList<>();
    harness.graph().operations().forEachRemaining(op -> types.add(op.type()));
    assertThat(types).containsOnly("VariableV2", "Identity");
  }

  @Test
  void twoPassesShareTheWeights() {
    Weights weights = initialized(1);
    Dense dense = new Dense(weights, 2, 2);
    var x = harness.input(Shape.of(1, 2), 1f, 2);
    var training = dense.apply(Pass.training(harness.tf(), harness.scalar(1L)), x);
    var inference = dense.apply(Pass.inference(harness.tf()), x);
    assertThat(weights.all()).hasSize(2);
    harness.session().initialize();
    assertThat(harness.floats(training)).isEqualTo(harness.floats(inference));
    harness.assign(java.util.Map.of(weights.all().get(1), new float[] {100, 200}));
    assertThat(harness.floats(training)).isEqualTo(harness.floats(inference));
    assertThat(harness.floats(training)[1]).isGreaterThan(190);
    assertThat(training.op().name()).startsWith("train/");
    assertThat(inference.op().name()).startsWith("infer/");
  }
}
