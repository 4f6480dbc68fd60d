package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;
import static org.dmmsa.model.graph.Numbers.difference;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** {@code mfn.json}: outputs and losses to 1e-5, gradients to 1e-4. */
class MfnTest {
  private static final Golden GOLDEN = Golden.load("mfn");
  private static final Golden GIVEN = GOLDEN.at("inputs");
  private static final List<Input> INPUTS = List.of(Input.TEXT, Input.AUDIO, Input.VISION);

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass inference = Pass.inference(harness.tf());
  private final TorchWeights torch =
      new TorchWeights(GOLDEN.at("weights"), "")
          .rename("^text/lstm/(input|hidden)", "lstm_l/$1")
          .rename("^audio/lstm/(input|hidden)", "lstm_a/$1")
          .rename("^vision/lstm/(input|hidden)", "lstm_v/$1")
          .rename("^(lstm_.)/input/(weight|bias)$", "$1/$2_ih")
          .rename("^(lstm_.)/hidden/(weight|bias)$", "$1/$2_hh")
          .rename("^attention/", "att1/")
          .rename("^candidate/", "att2/")
          .rename("^retain/", "gamma1/")
          .rename("^update/", "gamma2/")
          .rename("^output/", "out/")
          .rename("^(att1|att2|gamma1|gamma2|out)/0/", "$1_fc1/")
          .rename("^(att1|att2|gamma1|gamma2|out)/1/", "$1_fc2/");
  private Mfn aligned;

  @BeforeEach
  void create() {
    aligned = config(false, 0).build(weights, dims());
    harness.assign(torch.values(weights.all()));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static Mfn.Config config(boolean timeMean, float dropout) {
    Golden config = GOLDEN.at("config");
    return new Mfn.Config(
        config.at("hidden_dims", 0).integer(),
        config.at("hidden_dims", 1).integer(),
        config.at("hidden_dims", 2).integer(),
        config.at("memsize").integer(),
        hidden("NN1Config", dropout),
        hidden("NN2Config", dropout),
        hidden("gamma1Config", dropout),
        hidden("gamma2Config", dropout),
        hidden("outConfig", dropout),
        timeMean);
  }

  private static Mfn.Config.Hidden hidden(String name, float dropout) {
    return new Mfn.Config.Hidden(GOLDEN.at("config", name, "shapes").integer(), dropout);
  }

  private static InputDims dims() {
    Map<Input, FrameDims> dims = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      Shape shape = GIVEN.at(input.key()).shape();
      dims.put(input, new FrameDims((int) shape.get(1), (int) shape.get(2)));
    }
    return new InputDims(Optional.empty(), dims);
  }

  private static Inputs inputs(GraphHarness harness) {
    Map<Input, Operand<?>> inputs = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      Golden given = GIVEN.at(input.key());
      inputs.put(input, harness.input(given.shape(), given.floats()));
    }
    return new Inputs(inputs);
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
  void memoriesAndScoresOfAlignedFramesAreTheGoldenOnes() {
    Inputs inputs = inputs(harness);
    Golden expected = GOLDEN.at("outputs");
    Mfn.Memory memory = aligned.remember(inference, inputs);
    float[] steps = expected.at("mem_per_step").floats();
    int each = steps.length / memory.memory().size();
    for (int step = 0; step < memory.memory().size(); step++) {
      assertClose(
          "memory after step " + step,
          harness.floats(memory.memory().get(step)),
          Arrays.copyOfRange(steps, step * each, (step + 1) * each),
          1e-5);
    }
    check("L", memory.last(), expected);
    check("M", aligned.forward(inference, inputs).sentiment(), expected);
  }

  private void check(String name, Operand<TFloat32> actual, Golden expected) {
    assertClose(name, harness.floats(actual), expected.at(name).floats(), 1e-5);
  }

  @Test
  void withMeansOverTimeTheyAreMmsas() {
    try (GraphHarness graph = new GraphHarness()) {
      Weights own = Weights.initialized(graph.tf(), 1);
      Mfn mean = config(true, 0).build(own, dims());
      graph.assign(torch.values(own.all()));
      Pass pass = Pass.inference(graph.tf());
      Inputs inputs = inputs(graph);
      Golden expected = GOLDEN.at("outputs");
      assertClose(
          "L",
          graph.floats(mean.remember(pass, inputs).last()),
          expected.at("time_mean_L").floats(),
          1e-5);
      assertClose(
          "M",
          graph.floats(mean.forward(pass, inputs).sentiment()),
          expected.at("time_mean_M").floats(),
          1e-5);
    }
  }

  @Test
  void theLossAndItsGradientsAreTheGoldenOnes() {
    Targets targets = new Targets(harness.tf());
    Terms terms = aligned.train(inference, inputs(harness), targets);
    assertThat(terms.names()).containsExactly(Mfn.SENTIMENT);
    float[] labels = GIVEN.at("label").floats();
    harness.feed(targets.sentiment(), GraphHarness.tensor(Shape.of(labels.length), labels));
    Operand<TFloat32> loss = terms.losses().get(Mfn.SENTIMENT);
    float[] expected = {GOLDEN.at("loss", "value").number()};
    assertClose("loss", harness.floats(loss), expected, 1e-5);
    Golden grads = GOLDEN.at("grads");
    List<Weight> checked = weights.trained().stream().filter(w -> torch.has(grads, w)).toList();
    assertThat(checked).hasSize(grads.node().size());
    List<float[]> gradients = harness.floats(harness.gradients(loss, checked));
    for (int i = 0; i < checked.size(); i++) {
      assertClose(
          checked.get(i).path(), gradients.get(i), torch.value(grads, checked.get(i)), 1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void howABatchIsPaddedDoesNotMatter(boolean timeMean) {
    try (GraphHarness graph = new GraphHarness()) {
      Weights own = Weights.initialized(graph.tf(), 1);
      Mfn network = config(timeMean, 0).build(own, dims());
      graph.assign(torch.values(own.all()));
      Pass pass = Pass.inference(graph.tf());
      float[] whole = scores(graph, network, pass, 0, 0);
      assertThat(difference(scores(graph, network, pass, 0, 3), whole)).isZero();
      float[] shorter = scores(graph, network, pass, 2, 2);
      assertThat(difference(scores(graph, network, pass, 2, 0), shorter)).isLessThan(1e-6);
      assertThat(difference(shorter, whole)).as("what was left out").isGreaterThan(1e-4);
    }
  }

  /** Of the golden inputs without their last frames, and with frames of zeros after these. */
  private static float[] scores(GraphHarness graph, Mfn network, Pass pass, int less, int more) {
    Map<Input, Operand<?>> inputs = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      int steps = (int) GIVEN.at(input.key()).shape().get(1) - less;
      Operand<TFloat32> cut =
          graph
              .tf()
              .slice(
                  inputs(graph).frames(input),
                  graph.tf().constant(new int[] {0, 0, 0}),
                  graph.tf().constant(new int[] {-1, steps, -1}));
      inputs.put(
          input,
          graph
              .tf()
              .pad(
                  cut,
                  graph.tf().constant(new int[][] {{0, 0}, {0, more}, {0, 0}}),
                  graph.tf().constant(0f)));
    }
    return graph.floats(network.forward(pass, new Inputs(inputs)).sentiment());
  }

  @Test
  void dropoutActsInTraining() {
    assertThat(trained(0)).isEqualTo(trained(0));
    assertThat(trained(0.5f)).isNotEqualTo(trained(0));
  }

  private float[] trained(float dropout) {
    try (GraphHarness graph = new GraphHarness()) {
      Weights own = Weights.initialized(graph.tf(), 1);
      Mfn network = config(true, dropout).build(own, dims());
      graph.assign(torch.values(own.all()));
      Pass pass = Pass.training(graph.tf(), graph.scalar(3L));
      return graph.floats(network.forward(pass, inputs(graph)).sentiment());
    }
  }

  /** The numbers are what MMSA's networks of these sizes have in PyTorch. */
  @ParameterizedTest
  @CsvSource({
    "5, 20, 256, 32, 256, 400, 32, 64, 256, 32, 128, 2172657", // MOSI
    "74, 35, 128, 32, 128, 128, 128, 128, 256, 256, 128, 1276865", // MOSEI
    "33, 709, 64, 16, 64, 64, 128, 128, 64, 64, 64, 601505" // SIMS
  })
  void ofMmsasSizesItHasAsManyNumbersAsMmsas(
      int audioFeatures,
      int visionFeatures,
      int text,
      int audio,
      int vision,
      int memory,
      int attention,
      int candidate,
      int retain,
      int update,
      int output,
      long expected) {
    Mfn.Config config =
        new Mfn.Config(
            text,
            audio,
            vision,
            memory,
            new Mfn.Config.Hidden(attention, 0),
            new Mfn.Config.Hidden(candidate, 0),
            new Mfn.Config.Hidden(retain, 0),
            new Mfn.Config.Hidden(update, 0),
            new Mfn.Config.Hidden(output, 0),
            true);
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
    assertThat(config(true, 0).inputs()).containsExactlyInAnyOrderElementsOf(INPUTS);
    Mfn.Config.Hidden hidden = new Mfn.Config.Hidden(1, 0);
    assertThatThrownBy(
            () -> new Mfn.Config(1, 1, 1, 0, hidden, hidden, hidden, hidden, hidden, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("memory: found 0, expected 1 to 65536");
    assertThatThrownBy(() -> new Mfn.Config.Hidden(0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("units: found 0, expected 1 to 65536");
  }
}
