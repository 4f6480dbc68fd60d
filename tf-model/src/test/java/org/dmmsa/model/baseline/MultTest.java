package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.difference;
import static org.dmmsa.model.graph.Numbers.normal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Golden;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Masks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** {@code mult.json}: outputs and losses to 1e-5, gradients to 1e-4. */
class MultTest {
  private static final Golden GOLDEN = Golden.load("mult");
  private static final Golden GIVEN = GOLDEN.at("inputs");
  private static final float RATE = 0.5f;
  private static final List<Input> INPUTS = List.of(Input.TEXT, Input.AUDIO, Input.VISION);

  private static final Map<Input, FrameDims> SMALL =
      Map.of(
          Input.TEXT, new FrameDims(5, 6),
          Input.AUDIO, new FrameDims(6, 3),
          Input.VISION, new FrameDims(4, 5));

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass inference = Pass.inference(harness.tf());
  private final TorchWeights torch =
      new TorchWeights(GOLDEN.at("weights"), "")
          .rename("^text/", "l/")
          .rename("^audio/", "a/")
          .rename("^vision/", "v/")
          .rename("/with_text/", "/with_l/")
          .rename("/with_audio/", "/with_a/")
          .rename("/with_vision/", "/with_v/")
          .rename("^([lav])/project/", "proj_$1/")
          .rename("^([lav])/memory/", "$1/mem/")
          .rename("^([lav])/(with_[lav]|mem)/norm/", "trans_$1_$2/layer_norm/")
          .rename("^([lav])/(with_[lav]|mem)/", "trans_$1_$2/layers/")
          .rename("/attention/(query|key|value)/", "/self_attn/in_proj_")
          .rename("/attention/output/", "/self_attn/out_proj/")
          .rename("/attention_norm/", "/layer_norms/0/")
          .rename("/feedforward_norm/", "/layer_norms/1/")
          .rename("/expand/", "/fc1/")
          .rename("/contract/", "/fc2/")
          .rename("^head/0/", "proj1/")
          .rename("^head/1/", "proj2/")
          .rename("^head/2/", "out_layer/");

  private Mult golden(boolean positions) {
    Mult mult = config(positions).build(weights, dims());
    harness.assign(torch.values(weights.all()));
    return mult;
  }

  @AfterEach
  void close() {
    harness.close();
  }

  /** The golden network. */
  private static Mult.Config config(boolean positions) {
    Golden config = GOLDEN.at("config");
    return new Mult.Config(
        config.at("dst_feature_dim_nheads", 0).integer(),
        config.at("dst_feature_dim_nheads", 1).integer(),
        config.at("nlevels").integer(),
        new Mult.Config.Kernels(
            config.at("conv1d_kernel_size_l").integer(),
            config.at("conv1d_kernel_size_a").integer(),
            config.at("conv1d_kernel_size_v").integer()),
        config.at("attn_mask").node().asBoolean(),
        positions,
        new Mult.Config.AttentionDropout(0, 0, 0),
        new Mult.Config.Dropout(0, 0, 0, 0, 0));
  }

  /**
   * A small network.
   *
   * @param dropped where dropout is: a component of a record of rates, attention's with {@code
   *     attention_} before it, or nothing
   */
  private static Mult.Config small(String dropped) {
    return new Mult.Config(
        8,
        2,
        1,
        new Mult.Config.Kernels(3, 2, 1),
        true,
        false,
        new Mult.Config.AttentionDropout(
            dropped.equals("attention_text") ? RATE : 0,
            dropped.equals("attention_audio") ? RATE : 0,
            dropped.equals("attention_vision") ? RATE : 0),
        new Mult.Config.Dropout(
            dropped.equals("text") ? RATE : 0,
            dropped.equals("embed") ? RATE : 0,
            dropped.equals("residual") ? RATE : 0,
            dropped.equals("relu") ? RATE : 0,
            dropped.equals("out") ? RATE : 0));
  }

  /** Eight made-up samples of these sizes. */
  private static Inputs samples(GraphHarness graph) {
    Map<Input, Operand<?>> inputs = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      FrameDims size = SMALL.get(input);
      float[] values = normal(input.ordinal(), 8 * size.frames() * size.features());
      inputs.put(input, graph.input(Shape.of(8, size.frames(), size.features()), values));
    }
    return new Inputs(inputs);
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

  private Inputs inputs() {
    Map<Input, Operand<?>> inputs = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      Golden given = GIVEN.at(input.key());
      inputs.put(input, harness.input(given.shape(), given.floats()));
    }
    return new Inputs(inputs);
  }

  /**
   * Feeds the golden inputs in other lengths.
   *
   * @param less how many of the golden steps are left out at the end
   * @param more how many other steps follow
   * @param filler every number of those
   */
  private void resize(Inputs inputs, int less, int more, float filler) {
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
      harness.feed(
          inputs.operands().get(input),
          GraphHarness.tensor(Shape.of(rows, length, features), values));
    }
  }

  private static long numbers(Golden arrays) {
    long numbers = 0;
    for (var entry : arrays.node().properties()) {
      numbers += entry.getValue().get("data").size();
    }
    return numbers;
  }

  @Test
  void everyWeightOfTheGoldenNetworkIsOursAndNoOther() {
    config(false).build(weights, dims());
    assertThat(weights.count()).isEqualTo(numbers(GOLDEN.at("weights")));
    assertThat(weights.all()).allMatch(Weight::trained);
  }

  @Test
  void allNetworksGiveTheGoldenSequencesAndScores() {
    Mult.Steps steps = golden(false).steps(inference, inputs());
    Map<String, Operand<TFloat32>> ours = new LinkedHashMap<>();
    Map<Input, String> letters = Map.of(Input.TEXT, "l", Input.AUDIO, "a", Input.VISION, "v");
    for (Input input : INPUTS) {
      String letter = letters.get(input);
      ours.put("proj_" + letter, steps.projected().get(input));
      steps
          .looking()
          .get(input)
          .forEach((source, y) -> ours.put("trans_" + letter + "_with_" + letters.get(source), y));
      ours.put("trans_" + letter + "_mem", steps.memory().get(input));
      ours.put("Feature_" + input.key().charAt(0), steps.features().get(input));
    }
    ours.put("Feature_f", steps.fused());
    ours.put("M", steps.score());
    assertThat(ours).hasSize(17);
    Golden expected = GOLDEN.at("outputs");
    values(harness, ours)
        .forEach((name, y) -> assertClose(name, y, expected.at(name).floats(), 1e-5));
  }

  /** All in one run. */
  private static Map<String, float[]> values(
      GraphHarness graph, Map<String, Operand<TFloat32>> operands) {
    List<float[]> values = graph.floats(List.copyOf(operands.values()));
    Map<String, float[]> byName = new LinkedHashMap<>();
    operands.keySet().forEach(name -> byName.put(name, values.get(byName.size())));
    return byName;
  }

  @Test
  void whatAStepMayAttendToIsTheGoldenMask() {
    for (var entry : GOLDEN.at("visible_masks").node().properties()) {
      String[] sizes = entry.getKey().split("\\D+"); // of q3_s5: nothing, 3 and 5
      int queries = Integer.parseInt(sizes[1]);
      int sources = Integer.parseInt(sizes[2]);
      Operand<TFloat32> blocked =
          Masks.ahead(
              harness.tf(),
              harness.input(Shape.of(1, queries, 1), new float[queries]),
              harness.input(Shape.of(1, sources, 1), new float[sources]));
      float[] visible = harness.floats(blocked);
      for (int i = 0; i < visible.length; i++) {
        visible[i] = visible[i] == 0 ? 1 : 0;
      }
      assertThat(visible).as(entry.getKey()).isEqualTo(new Golden(entry.getValue()).floats());
    }
  }

  @Test
  void theLossAndItsGradientsAreTheGoldenOnes() {
    Targets targets = new Targets(harness.tf());
    Terms terms = golden(false).train(inference, inputs(), targets);
    assertThat(terms.names()).containsExactly("sentiment");
    assertThat(targets.names()).containsExactly("sentiment");
    float[] labels = GIVEN.at("label").floats();
    harness.feed(targets.sentiment(), GraphHarness.tensor(Shape.of(labels.length), labels));
    Operand<TFloat32> loss = terms.losses().get("sentiment");
    float[] value = {GOLDEN.at("loss", "value").number()};
    assertClose("loss", harness.floats(loss), value, 1e-5);

    Golden grads = GOLDEN.at("grads");
    List<Weight> checked = weights.all().stream().filter(w -> torch.has(grads, w)).toList();
    assertThat(checked.stream().mapToLong(Weight::size).sum()).isEqualTo(numbers(grads));
    List<float[]> gradients = harness.floats(harness.gradients(loss, checked));
    for (int i = 0; i < checked.size(); i++) {
      float[] golden = torch.value(grads, checked.get(i));
      if (checked.get(i).path().endsWith("key/bias")) {
        // A constant added to all keys changes no share: the true gradient is 0.
        assertThat(difference(gradients.get(i), golden)).isLessThan(1e-6);
      } else {
        assertClose(checked.get(i).path(), gradients.get(i), golden, 1e-4);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void howABatchIsPaddedDoesNotMatter(boolean positions) {
    Inputs inputs = inputs();
    Operand<TFloat32> score = golden(positions).forward(inference, inputs).sentiment();
    float[] whole = harness.floats(score);
    float[] golden = GOLDEN.at("outputs", "M").floats();
    assertThat(difference(whole, golden) > 1e-3).as("positions").isEqualTo(positions);
    resize(inputs, 0, 4, 5);
    assertThat(difference(harness.floats(score), whole)).as("beyond the end").isZero();
    resize(inputs, 2, 2, 0);
    float[] shorter = harness.floats(score);
    resize(inputs, 2, 0, 0);
    assertThat(difference(harness.floats(score), shorter)).as("to the end").isLessThan(1e-6);
    assertThat(difference(shorter, whole)).as("what was left out").isGreaterThan(1e-4);
  }

  /** What each changes, of a modality's projection, its pairs, its memory, and the score. */
  @Test
  void eachDropoutIsInItsPlace() {
    String pairs =
        "text/with_audio text/with_vision audio/with_text audio/with_vision"
            + " vision/with_text vision/with_audio ";
    String memories = "text/memory audio/memory vision/memory ";
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put(
        "text",
        "text text/with_audio text/with_vision audio/with_text vision/with_text " + memories);
    expected.put("attention_text", "audio/with_text vision/with_text " + memories);
    expected.put("attention_audio", "text/with_audio vision/with_audio text/memory vision/memory ");
    expected.put(
        "attention_vision", "text/with_vision audio/with_vision text/memory audio/memory ");
    expected.put("embed", pairs + memories);
    expected.put("residual", pairs + memories);
    expected.put("relu", pairs + memories);
    expected.put("out", "");
    Map<String, float[]> all = trained("");
    expected.forEach(
        (dropped, places) -> {
          Map<String, float[]> fewer = trained(dropped);
          Set<String> changed =
              all.keySet().stream()
                  .filter(at -> !Arrays.equals(all.get(at), fewer.get(at)))
                  .collect(Collectors.toSet());
          assertThat(changed).as(dropped).isEqualTo(Set.of((places + "score").split(" ")));
        });
  }

  /** What a training pass of a new small network gives. */
  private static Map<String, float[]> trained(String dropped) {
    try (GraphHarness graph = new GraphHarness()) {
      Weights own = Weights.initialized(graph.tf(), 1);
      Mult network = small(dropped).build(own, new InputDims(Optional.empty(), SMALL));
      Pass training = Pass.training(graph.tf(), graph.scalar(3L));
      Mult.Steps steps = network.steps(training, samples(graph));
      Map<String, Operand<TFloat32>> operands = new LinkedHashMap<>();
      for (Input input : INPUTS) {
        operands.put(input.key(), steps.projected().get(input));
        steps
            .looking()
            .get(input)
            .forEach((source, y) -> operands.put(input.key() + "/with_" + source.key(), y));
        operands.put(input.key() + "/memory", steps.memory().get(input));
      }
      operands.put("score", steps.score());
      graph.session().initialize();
      return values(graph, operands);
    }
  }

  @Test
  void valuesThatNoNetworkHasAreRefused() {
    assertThat(config(false).inputs()).containsExactlyInAnyOrderElementsOf(INPUTS);
    Mult.Config.Kernels kernels = new Mult.Config.Kernels(1, 1, 1);
    Mult.Config.AttentionDropout attention = new Mult.Config.AttentionDropout(0, 0, 0);
    Mult.Config.Dropout none = new Mult.Config.Dropout(0, 0, 0, 0, 0);
    assertThatThrownBy(() -> new Mult.Config(50, 4, 1, kernels, true, false, attention, none))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("heads: found 4, expected a divisor of the width, 50");
    assertThatThrownBy(() -> new Mult.Config(50, 5, 0, kernels, true, false, attention, none))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("levels: found 0, expected 1 to 1000");
    assertThatThrownBy(() -> new Mult.Config.Kernels(1, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("audio: found 0, expected 1 to 65536");
    assertThatThrownBy(() -> new Mult.Config.AttentionDropout(0, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("vision: found 1.0, expected a rate in [0, 1)");
    assertThatThrownBy(() -> new Mult.Config.Dropout(0, 0, 0, 0, -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("out: found -1.0, expected a rate in [0, 1)");
  }
}
