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
import java.util.Optional;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Golden;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Outputs;
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
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/** {@code tfn.json}: outputs, losses and moved state to 1e-5, gradients to 1e-4. */
class TfnTest {
  private static final Golden GOLDEN = Golden.load("tfn");
  private static final Golden GIVEN = GOLDEN.at("inputs");
  private static final float RATE = 0.5f;
  private static final List<Input> INPUTS = List.of(Input.TEXT, Input.AUDIO, Input.VISION);

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass inference = Pass.inference(harness.tf());
  private final TorchWeights torch =
      new TorchWeights(GOLDEN.at("weights"), "")
          .rename("^vision/", "video/")
          .lstm("text/lstm", "text_subnet/rnn")
          .rename("^text/project/", "text_subnet/linear_1/")
          .rename("^(audio|video)/norm/", "$1_subnet/norm/")
          .rename("^(audio|video)/0/", "$1_subnet/linear_1/")
          .rename("^(audio|video)/1/", "$1_subnet/linear_2/")
          .rename("^(audio|video)/2/", "$1_subnet/linear_3/")
          .rename("^head/0/", "post_fusion_layer_1/")
          .rename("^head/1/", "post_fusion_layer_2/")
          .rename("^head/2/", "post_fusion_layer_3/");
  private Tfn tfn;

  @BeforeEach
  void create() {
    tfn = config("").build(weights, dims());
    harness.assign(torch.values(weights.all()));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /**
   * The golden network.
   *
   * @param dropped where dropout is: text, audio, vision, fusion or nowhere
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

  private static InputDims dims() {
    Map<Input, FrameDims> dims = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      dims.put(input, new FrameDims(size(input, 1), size(input, 2)));
    }
    return new InputDims(Optional.empty(), dims);
  }

  private static int size(Input input, int axis) {
    return (int) GIVEN.at(input.key()).shape().get(axis);
  }

  private static Inputs inputs(GraphHarness harness) {
    Map<Input, Operand<?>> inputs = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      Golden given = GIVEN.at(input.key());
      inputs.put(input, harness.input(given.shape(), given.floats()));
    }
    return new Inputs(inputs);
  }

  /**
   * The golden inputs in other lengths.
   *
   * @param less how many of the golden steps are left out at the end
   * @param more how many other steps follow
   * @param filler every number of those
   */
  private Inputs resized(int less, int more, float filler) {
    Map<Input, Operand<?>> inputs = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      int rows = size(input, 0);
      int features = size(input, 2);
      int real = (size(input, 1) - less) * features;
      int length = size(input, 1) - less + more;
      float[] values = new float[rows * length * features];
      Arrays.fill(values, filler);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            GIVEN.at(input.key()).floats(),
            row * size(input, 1) * features,
            values,
            row * length * features,
            real);
      }
      inputs.put(input, harness.input(Shape.of(rows, length, features), values));
    }
    return new Inputs(inputs);
  }

  @Test
  void everyWeightOfTheGoldenNetworkIsOursAndNoOther() {
    long theirs = 0;
    for (var entry : GOLDEN.at("weights").node().properties()) {
      boolean constant = entry.getKey().startsWith("output_");
      theirs += constant ? 0 : entry.getValue().get("data").size();
    }
    assertThat(weights.all().stream().mapToLong(Weight::size).sum()).isEqualTo(theirs);
  }

  /** The number is what MMSA's network of these sizes has in PyTorch. */
  @Test
  void ofMmsasSizesForMosiItHasAsManyNumbersAsMmsas() {
    Map<Input, FrameDims> dims =
        Map.of(
            Input.TEXT, new FrameDims(50, 768),
            Input.AUDIO, new FrameDims(375, 5),
            Input.VISION, new FrameDims(500, 20));
    try (GraphHarness graph = new GraphHarness()) {
      Weights mosi = Weights.restored(graph.tf());
      new Tfn.Config(128, 32, 128, 32, 64, 0, 0.3f, 0.3f, 0.5f)
          .build(mosi, new InputDims(Optional.empty(), dims));
      assertThat(mosi.count()).isEqualTo(9_497_043);
    }
  }

  @Test
  void featuresAndScoresAreTheGoldenOnes() {
    Inputs inputs = inputs(harness);
    Golden expected = GOLDEN.at("outputs");
    Tfn.Features features = tfn.features(inference, inputs);
    check("Feature_t", features.text(), expected);
    check("Feature_a", features.audio(), expected);
    check("Feature_v", features.vision(), expected);
    check("Feature_f", features.product(), expected);
    check("M", tfn.forward(inference, inputs).sentiment(), expected);
  }

  private void check(String name, Operand<TFloat32> actual, Golden expected) {
    assertClose(name, harness.floats(actual), expected.at(name).floats(), 1e-5);
  }

  @Test
  void theLossAndItsGradientsAreTheGoldenOnes() {
    checkLoss(inference, GOLDEN.at("loss", "value"), GOLDEN.at("grads"));
  }

  @Test
  void aTrainingStepIsTheGoldenOne() {
    Golden expected = GOLDEN.at("train_mode");
    Pass training = Pass.training(harness.tf(), harness.scalar(7L));
    check("M", tfn.forward(training, inputs(harness)).sentiment(), expected);
    Pass step = Pass.training(harness.tf(), harness.scalar(7L));
    checkLoss(step, expected.at("loss"), expected.at("grads"));

    assertThat(step.afterStep()).hasSize(4);
    harness.run(step.afterStep().toArray(new Op[0]));
    Golden moved = expected.at("updated_buffers");
    List<Weight> states = weights.all().stream().filter(w -> !w.trained()).toList();
    assertThat(states).hasSize(moved.node().size());
    for (Weight state : states) {
      float[] golden = torch.value(moved, state);
      assertClose(state.path(), harness.floats(state.value()), golden, 1e-5);
    }
  }

  private void checkLoss(Pass pass, Golden value, Golden grads) {
    Targets targets = new Targets(harness.tf());
    Terms terms = tfn.train(pass, inputs(harness), targets);
    assertThat(terms.names()).containsExactly("sentiment");
    assertThat(targets.names()).containsExactly("sentiment");
    float[] labels = GIVEN.at("label").floats();
    harness.feed(targets.sentiment(), GraphHarness.tensor(Shape.of(labels.length), labels));
    Operand<TFloat32> loss = terms.losses().get("sentiment");
    assertClose("loss", harness.floats(loss), new float[] {value.number()}, 1e-5);

    List<Weight> checked = weights.trained().stream().filter(w -> torch.has(grads, w)).toList();
    assertThat(checked).hasSize(grads.node().size());
    List<float[]> gradients = harness.floats(harness.gradients(loss, checked));
    for (int i = 0; i < checked.size(); i++) {
      float[] golden = torch.value(grads, checked.get(i));
      assertClose(checked.get(i).path(), gradients.get(i), golden, 1e-4);
    }
  }

  @Test
  void howABatchIsPaddedDoesNotMatter() {
    float[] whole = scores(resized(0, 0, 0));
    assertThat(difference(scores(resized(0, 4, 5)), whole)).as("beyond the end").isZero();
    float[] shorter = scores(resized(2, 2, 0));
    assertThat(difference(scores(resized(2, 0, 0)), shorter)).as("to the end").isLessThan(1e-6);
    assertThat(difference(shorter, whole)).as("what was left out").isGreaterThan(1e-4);
  }

  private float[] scores(Inputs inputs) {
    return harness.floats(tfn.forward(inference, inputs).sentiment());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "audio", "vision", "fusion"})
  void eachDropoutIsInItsPlace(String dropped) {
    Map<String, float[]> all = trained("");
    Map<String, float[]> fewer = trained(dropped);
    List<String> changed =
        all.keySet().stream().filter(at -> !Arrays.equals(all.get(at), fewer.get(at))).toList();
    assertThat(changed)
        .containsExactlyElementsOf(
            dropped.equals("fusion") ? List.of("score") : List.of(dropped, "product", "score"));
  }

  /** What a training pass gives. */
  private Map<String, float[]> trained(String dropped) {
    try (GraphHarness graph = new GraphHarness()) {
      Weights own = Weights.initialized(graph.tf(), 1);
      Tfn network = config(dropped).build(own, dims());
      graph.assign(torch.values(own.all()));
      Tfn.Features features =
          network.features(Pass.training(graph.tf(), graph.scalar(3L)), inputs(graph));
      Outputs outputs = network.forward(Pass.training(graph.tf(), graph.scalar(3L)), inputs(graph));
      Map<String, float[]> values = new LinkedHashMap<>();
      values.put("text", graph.floats(features.text()));
      values.put("audio", graph.floats(features.audio()));
      values.put("vision", graph.floats(features.vision()));
      values.put("product", graph.floats(features.product()));
      values.put("score", graph.floats(outputs.sentiment()));
      return values;
    }
  }

  @Test
  void scoresAreWithinThreeOfZero() {
    Weight bias = weights.under("head/2/bias").get(0);
    harness.assign(Map.of(bias, new float[] {1000}));
    assertThat(scores(inputs(harness))).containsOnly(3f);
    harness.assign(Map.of(bias, new float[] {-1000}));
    assertThat(scores(inputs(harness))).containsOnly(-3f);
  }

  @Test
  void valuesThatNoNetworkHasAreRefused() {
    assertThat(config("").inputs()).containsExactlyInAnyOrderElementsOf(INPUTS);
    assertThatThrownBy(() -> new Tfn.Config(1, 1, 1, 1, 0, 0, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("post_fusion: found 0, expected at least 1");
    assertThatThrownBy(() -> new Tfn.Config(1, 1, 1, 1, 1, 0, 0, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("fusion_dropout: found 1.0, expected a rate in [0, 1)");
  }
}
