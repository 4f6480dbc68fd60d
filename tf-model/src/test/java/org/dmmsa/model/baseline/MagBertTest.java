package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.difference;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Input;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Modality;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** {@code bert_mag.json}: outputs and losses to 1e-5, gradients to 1e-4. */
class MagBertTest {
  private static final Golden GOLDEN = Golden.load("bert_mag");
  private static final Golden GIVEN = GOLDEN.at("inputs");
  private static final int TOKENS = (int) GIVEN.at("audio").shape().get(1);

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass inference = Pass.inference(harness.tf());
  private final TorchWeights torch =
      new TorchWeights(GOLDEN.at("weights"), "model/bert")
          .rename("^gate/vision/gate", "model/bert/MAG/W_hv")
          .rename("^gate/audio/gate", "model/bert/MAG/W_ha")
          .rename("^gate/vision/value", "model/bert/MAG/W_v")
          .rename("^gate/audio/value", "model/bert/MAG/W_a")
          .rename("^gate/norm", "model/bert/MAG/LayerNorm")
          .rename("^head", "model/classifier");
  private MagBert model;

  @BeforeEach
  void create() {
    model = config(0, 0).build(weights, GoldenNetwork.dims(GOLDEN, GIVEN));
    harness.assign(torch.values(weights.all()));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static MagBert.Config config(float gateDropout, float dropout) {
    return new MagBert.Config(
        new BertDropout(0, 0),
        TOKENS,
        GOLDEN.at("config", "beta_shift").number(),
        gateDropout,
        dropout);
  }

  private Inputs inputs() {
    return GoldenNetwork.inputs(harness, GIVEN);
  }

  @Test
  void everyWeightOfTheGoldenNetworkIsOursAndNoOther() {
    long theirs = 0;
    for (var array : GOLDEN.at("weights").node()) {
      theirs += array.get("data").size();
    }
    assertThat(weights.count()).isEqualTo(theirs);
  }

  @Test
  void allThatTheGateAndTheBertGiveIsGolden() {
    Inputs inputs = inputs();
    Golden expected = GOLDEN.at("outputs");
    MagBert.Aligned aligned = model.align(inference, inputs);
    Operand<TFloat32> h = model.gate().shift(inference, aligned.z(), aligned.a(), aligned.v());
    check("embedding", aligned.z(), expected);
    check("gate_shift", h, expected);
    check("gate_alpha", model.gate().share(harness.tf(), aligned.z(), h), expected);
    check(
        "gate_output",
        model.gate().apply(inference, aligned.z(), aligned.a(), aligned.v()),
        expected);
    assertClose(
        "state at [CLS]",
        harness.floats(model.first(inference, inputs)),
        firstOfEachRow(expected.at("sequence_output")),
        1e-5);
    check("M", model.forward(inference, inputs).sentiment(), expected);
    assertThat(expected.at("gate_alpha").floats()).as("a inference that limits").contains(1f);
  }

  /** [B, D] of [B, L, D]. */
  private static float[] firstOfEachRow(Golden states) {
    int rows = (int) states.shape().get(0);
    int row = (int) (states.shape().get(1) * states.shape().get(2));
    int width = (int) states.shape().get(2);
    float[] all = states.floats();
    float[] first = new float[rows * width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(all, i * row, first, i * width, width);
    }
    return first;
  }

  private void check(String name, Operand<TFloat32> actual, Golden expected) {
    assertClose(name, harness.floats(actual), expected.at(name).floats(), 1e-5);
  }

  @Test
  void theLossAndItsGradientsAreTheGoldenOnes() {
    checkLoss(GOLDEN.at("loss", "value"), GOLDEN.at("grads"));
  }

  /** As they start: then nothing is heard or seen on padded frames, and H has no length there. */
  @Test
  void withoutValueBiasesTheyAreTheGoldenOnesToo() {
    Map<Weight, float[]> zeros = new LinkedHashMap<>();
    for (String modality : List.of("audio", "vision")) {
      Weight bias = weights.under("gate/" + modality + "/value/bias").get(0);
      zeros.put(bias, new float[(int) bias.size()]);
    }
    harness.assign(zeros);
    Golden expected = GOLDEN.at("zero_value_bias");
    check("M", model.forward(inference, inputs()).sentiment(), expected);
    checkLoss(expected.at("loss"), expected.at("grads"));
  }

  private void checkLoss(Golden value, Golden grads) {
    Targets targets = new Targets(harness.tf());
    Terms terms = model.train(inference, inputs(), targets);
    assertThat(terms.names()).containsExactly(MagBert.SENTIMENT);
    GoldenNetwork.feed(harness, targets, GIVEN, false);
    Operand<TFloat32> loss = terms.losses().get(MagBert.SENTIMENT);
    assertClose("loss", harness.floats(loss), new float[] {value.number()}, 1e-5);
    List<Weight> checked = weights.trained().stream().filter(w -> torch.has(grads, w)).toList();
    assertThat(checked).hasSize(grads.node().size());
    List<float[]> gradients = harness.floats(harness.gradients(loss, checked));
    for (int i = 0; i < checked.size(); i++) {
      assertClose(
          checked.get(i).path(), gradients.get(i), torch.value(grads, checked.get(i)), 1e-4);
    }
  }

  /** Of tokens and of frames, which need not be padded alike. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void howABatchIsPaddedDoesNotMatter(int more) {
    float[] expected = harness.floats(model.forward(inference, inputs()).sentiment());
    Map<Input, Operand<?>> longer = new EnumMap<>(Input.class);
    for (Input input : Input.TOKENS) {
      Operand<TInt32> given = inputs().operands().get(input).asOutput().expect(TInt32.class);
      longer.put(
          input,
          harness
              .tf()
              .pad(
                  given,
                  harness.tf().constant(new int[][] {{0, 0}, {0, more}}),
                  harness.tf().constant(0)));
    }
    for (Input input : List.of(Input.AUDIO, Input.VISION)) {
      longer.put(
          input,
          harness
              .tf()
              .pad(
                  inputs().frames(input),
                  harness.tf().constant(new int[][] {{0, 0}, {0, 2 * more}, {0, 0}}),
                  harness.tf().constant(0f)));
    }
    float[] scores = harness.floats(model.forward(inference, new Inputs(longer)).sentiment());
    assertThat(difference(scores, expected)).isLessThan(1e-5);
  }

  @Test
  void eachDropoutActsInTraining() {
    float[] without = trained(0, 0);
    assertThat(trained(0, 0)).isEqualTo(without);
    assertThat(trained(0.5f, 0)).isNotEqualTo(without);
    assertThat(trained(0, 0.5f)).isNotEqualTo(without);
  }

  private float[] trained(float gateDropout, float dropout) {
    try (GraphHarness graph = new GraphHarness()) {
      Weights own = Weights.initialized(graph.tf(), 1);
      MagBert network = config(gateDropout, dropout).build(own, GoldenNetwork.dims(GOLDEN, GIVEN));
      graph.assign(torch.values(own.all()));
      Pass pass = Pass.training(graph.tf(), graph.scalar(3L));
      return graph.floats(network.forward(pass, GoldenNetwork.inputs(graph, GIVEN)).sentiment());
    }
  }

  @Test
  void itReadsTokensAudioAndVisionAndRefusesALimitOfNothing() {
    assertThat(config(0, 0).inputs())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Modality.values()).flatMap(m -> m.inputs().stream()).toList());
    assertThatThrownBy(() -> new MagBert.Config(new BertDropout(0, 0), 50, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("beta: found 0.0, expected a number above 0");
    assertThatThrownBy(() -> new MagBert.Config(new BertDropout(0, 0), 0, 1, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("tokens: found 0, expected 1 to 65536");
  }
}
