package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.dmmsa.model.Targets;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Numbers;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.model.loss.MomentDiscrepancy;
import org.dmmsa.model.loss.Orthogonality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@code misa.json}: outputs, features and losses to 1e-5, gradients to 1e-4. */
class MisaTest {
  private static final Golden GOLDEN = Golden.load("misa");
  private static final List<String> LETTERS = List.of("t", "v", "a");

  private final GraphHarness harness = new GraphHarness();
  private final Ops tf = harness.tf();
  private final Weights weights = Weights.initialized(tf, 1);
  private final Pass inference = Pass.inference(tf);
  private final TorchWeights torch = GoldenMisa.weights(GOLDEN);
  private final Targets targets = new Targets(tf);
  private Inputs inputs;
  private Misa network;

  @BeforeEach
  void create() {
    network = build(harness, weights, Misa.Frames.TEXT);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static Misa build(GraphHarness harness, Weights weights, Misa.Frames frames) {
    Misa built = GoldenMisa.config(GOLDEN, frames).build(weights, GoldenMisa.dims(GOLDEN));
    harness.assign(GoldenMisa.weights(GOLDEN).values(weights.all()));
    return built;
  }

  @Test
  void everyWeightOfTheGoldenNetworkIsOursAndNoOther() {
    long theirs = 0;
    for (var entry : GOLDEN.at("weights").node().properties()) {
      theirs += entry.getValue().get("data").size();
    }
    assertThat(weights.count()).isEqualTo(theirs);
  }

  /** The number is what MMSA's network of these sizes has in PyTorch, without its BERT. */
  @ParameterizedTest
  @CsvSource({"5, 20, 1_138_033", "74, 35, 1_435_105", "33, 709, 21_664_749"})
  void ofMmsasSizesItHasAsManyNumbersAsMmsas(int audio, int vision, String theirs) {
    Misa.Config config =
        new Misa.Config(new BertDropout(0, 0), Misa.Frames.TEXT, 128, 2, 2048, 0.1f, 0.2f);
    TransformerSizes layers = new TransformerSizes(1, 768, 12, 1, Activation.GELU, 1e-12f, 0, 0, 0);
    Map<Input, FrameDims> frames =
        Map.of(Input.AUDIO, new FrameDims(50, audio), Input.VISION, new FrameDims(50, vision));
    long discriminator = 128 * 4 + 4; // the two parts that MMSA has and never uses
    long textNorm = 2 * 2 * 768;
    try (GraphHarness graph = new GraphHarness()) {
      Weights all = Weights.restored(graph.tf());
      config.build(all, new InputDims(Optional.of(new BertSizes(1, 1, 1, layers)), frames));
      long bert = all.under("text/bert/").stream().mapToLong(Weight::size).sum();
      assertThat(all.count() - bert + discriminator + textNorm)
          .isEqualTo(Long.parseLong(theirs.replace("_", "")));
    }
  }

  @Test
  void scoresAndFeaturesAreTheGoldenOnes() {
    inputs = GoldenNetwork.inputs(harness, GOLDEN.at("inputs"));
    Misa.Features features = network.features(inference, inputs);
    List<Operand<TFloat32>> rebuilt = network.reconstructions(inference, features);
    Map<String, Operand<TFloat32>> actual = new LinkedHashMap<>();
    List<String> modalities = List.of("text", "video", "audio");
    for (int i = 0; i < LETTERS.size(); i++) {
      String letter = LETTERS.get(i);
      actual.put("utterance_" + modalities.get(i), features.utterances().get(i));
      actual.put("orig_" + letter, features.projected().get(i));
      actual.put("private_" + letter, features.specific().get(i));
      actual.put("shared_" + letter, features.invariant().get(i));
      actual.put("recon_" + letter, rebuilt.get(i));
    }
    actual.put("fusion_sequence", features.sequence());
    actual.put("M", network.forward(inference, inputs).sentiment());
    Map<String, float[]> expected = new LinkedHashMap<>();
    actual.keySet().forEach(name -> expected.put(name, GOLDEN.at("outputs", name).floats()));
    assertAll(actual, expected);
  }

  /** Compares operands of one run, by name. */
  private void assertAll(Map<String, Operand<TFloat32>> actual, Map<String, float[]> expected) {
    assertThat(actual).containsOnlyKeys(expected.keySet());
    List<float[]> values = harness.floats(List.copyOf(actual.values()));
    int i = 0;
    for (String name : actual.keySet()) {
      assertClose(name, values.get(i), expected.get(name), 1e-5);
      i++;
    }
  }

  @Test
  void lossesAreTheGoldenOnes() {
    Golden golden = GOLDEN.at("loss");
    Map<String, Operand<TFloat32>> actual = new LinkedHashMap<>(losses());
    actual.put("total", total(actual));
    Map<String, String> theirs =
        Map.of(
            "sentiment", "mse",
            "difference", "diff",
            "similarity", "cmd",
            "reconstruction", "recon",
            "total", "value");
    Map<String, float[]> expected = new LinkedHashMap<>();
    theirs.forEach((ours, name) -> expected.put(ours, new float[] {golden.at(name).number()}));
    assertAll(actual, expected);
  }

  @Test
  void lossesOfSinglePairsAreTheGoldenOnes() {
    Misa.Features features =
        network.features(inference, GoldenNetwork.inputs(harness, GOLDEN.at("inputs")));
    Map<String, Operand<TFloat32>> actual = new LinkedHashMap<>();
    Map<String, float[]> expected = new LinkedHashMap<>();
    for (String kind : List.of("diff_pairs", "cmd_pairs")) {
      Golden pairs = GOLDEN.at("loss", kind);
      for (var pair : pairs.node().properties()) {
        String name = pair.getKey();
        Operand<TFloat32> one = feature(features, name.substring(0, 2));
        Operand<TFloat32> other = feature(features, name.substring(3));
        actual.put(
            name,
            kind.equals("diff_pairs")
                ? Orthogonality.of(tf, one, other)
                : MomentDiscrepancy.of(tf, one, other, 5));
        expected.put(name, new float[] {pairs.at(name).number()});
      }
    }
    assertThat(actual).hasSize(6 + 3);
    assertAll(actual, expected);
  }

  /** What a name like {@code pt} or {@code sv} stands for. */
  private static Operand<TFloat32> feature(Misa.Features features, String name) {
    return (name.startsWith("p") ? features.specific() : features.invariant())
        .get(LETTERS.indexOf(name.substring(1)));
  }

  @Test
  void gradientsAreTheGoldenOnes() {
    Golden grads = GOLDEN.at("grads");
    List<String> parts = new ArrayList<>();
    grads
        .node()
        .fieldNames()
        .forEachRemaining(
            name -> parts.addAll(name.contains("in_proj") ? List.of("q", "k", "v") : List.of("")));
    List<Weight> checked = weights.all().stream().filter(w -> torch.has(grads, w)).toList();
    assertThat(checked).hasSameSizeAs(parts);
    List<float[]> gradients = harness.floats(harness.gradients(total(losses()), checked));
    for (int w = 0; w < checked.size(); w++) {
      float[] golden = torch.value(grads, checked.get(w));
      if (checked.get(w).path().endsWith("key/bias")) {
        assertThat(Numbers.difference(gradients.get(w), golden)).isLessThan(1e-5);
      } else {
        assertClose(checked.get(w).path(), gradients.get(w), golden, 1e-4);
      }
    }
  }

  @Test
  void everyWeightGetsAGradientThatABatchOfOneRowLeavesFinite() {
    Operand<TFloat32> total = total(losses());
    List<Operand<TFloat32>> gradients = harness.gradients(total, weights.trained());
    List<float[]> values = harness.floats(gradients);
    for (int i = 0; i < values.size(); i++) {
      double sum = 0;
      for (float number : values.get(i)) {
        sum += Math.abs(number);
      }
      assertThat(sum).as(weights.trained().get(i).path()).isFinite();
      if (!weights.trained().get(i).path().endsWith("key/bias")) {
        assertThat(sum).as(weights.trained().get(i).path()).isPositive();
      }
    }

    GoldenMisa.feedOne(harness, inputs, 3, 4, 4);
    harness.feed(targets.sentiment(), GraphHarness.tensor(Shape.of(1), 1f));
    for (float[] gradient : harness.floats(gradients)) {
      for (float number : gradient) {
        assertThat(number).isFinite();
      }
    }
  }

  /** The terms of the file's batch. */
  private Map<String, Operand<TFloat32>> losses() {
    Golden batch = GOLDEN.at("inputs");
    inputs = GoldenNetwork.inputs(harness, batch);
    Map<String, Operand<TFloat32>> losses = network.train(inference, inputs, targets).losses();
    assertThat(targets.names()).containsExactly("sentiment");
    float[] labels = batch.at("label").floats();
    harness.feed(targets.sentiment(), GraphHarness.tensor(Shape.of(labels.length), labels));
    return losses;
  }

  /** Their sum under the file's weights, which a config's {@code weighting} gives. */
  private Operand<TFloat32> total(Map<String, Operand<TFloat32>> losses) {
    Golden config = GOLDEN.at("config");
    Map<String, Float> factors =
        Map.of(
            "difference", config.at("diff_weight").number(),
            "similarity", config.at("sim_weight").number(),
            "reconstruction", config.at("recon_weight").number());
    assertThat(GoldenMisa.config(GOLDEN, Misa.Frames.TEXT).weightedTerms())
        .containsExactlyInAnyOrderElementsOf(factors.keySet());
    List<Operand<TFloat32>> weighted = new ArrayList<>();
    losses.forEach(
        (name, loss) ->
            weighted.add(tf.math.mul(loss, tf.constant(factors.getOrDefault(name, 1f)))));
    return tf.math.addN(weighted);
  }

  @ParameterizedTest
  @EnumSource(Misa.Frames.class)
  void howFarABatchIsPaddedDoesNotMatter(Misa.Frames frames) {
    try (GraphHarness graph = new GraphHarness()) {
      Misa built = build(graph, Weights.initialized(graph.tf(), 1), frames);
      Inputs fed = GoldenNetwork.inputs(graph, GOLDEN.at("inputs"));
      Operand<TFloat32> score = built.forward(Pass.inference(graph.tf()), fed).sentiment();
      float[] given = graph.floats(score);
      GoldenMisa.feed(graph, fed, GOLDEN, 3, 1000, 0);
      assertThat(Numbers.difference(graph.floats(score), given)).as("tokens").isLessThan(1e-5);
      GoldenMisa.feed(graph, fed, GOLDEN, 2, 1000, 5);
      assertThat(Numbers.difference(graph.floats(score), given)).as("both").isLessThan(1e-5);
      GoldenMisa.feed(graph, fed, GOLDEN, 0, 1, 0);
      float[] cut = graph.floats(score);
      assertThat(Numbers.difference(cut, given)).as("one frame").isGreaterThan(1e-4);
      GoldenMisa.feed(graph, fed, GOLDEN, 0, 1, 9);
      assertThat(Numbers.difference(graph.floats(score), cut)).as("frames").isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource(Misa.Frames.class)
  void framesPastTheTextCountOnlyWhereEachModalityHasItsOwnLength(Misa.Frames frames) {
    try (GraphHarness graph = new GraphHarness()) {
      Misa built = build(graph, Weights.initialized(graph.tf(), 1), frames);
      Inputs fed = GoldenNetwork.inputs(graph, GOLDEN.at("inputs"));
      Operand<TFloat32> score = built.forward(Pass.inference(graph.tf()), fed).sentiment();
      GoldenMisa.feedOne(graph, fed, 3, 3, 3);
      float[] three = graph.floats(score);
      GoldenMisa.feedOne(graph, fed, 3, 4, 3);
      float[] audio = graph.floats(score);
      GoldenMisa.feedOne(graph, fed, 3, 3, 4);
      float[] vision = graph.floats(score);
      GoldenMisa.feedOne(graph, fed, 3, 2, 3);
      float[] fewer = graph.floats(score);
      boolean own = frames == Misa.Frames.OWN;
      assertThat(Numbers.difference(audio, three) > 1e-6).isEqualTo(own);
      assertThat(Numbers.difference(vision, three) > 1e-6).isEqualTo(own);
      assertThat(Numbers.difference(fewer, three)).isGreaterThan(1e-6);
    }
  }

  @Test
  void dropoutActsInTheFusionAndInTheHead() {
    float[] still = trained(0, 0);
    assertThat(Numbers.difference(trained(0.5f, 0), still)).isGreaterThan(1e-4);
    assertThat(Numbers.difference(trained(0, 0.5f), still)).isGreaterThan(1e-4);
  }

  /** The scores of a training pass under these rates. */
  private static float[] trained(float fusion, float head) {
    try (GraphHarness graph = new GraphHarness()) {
      Misa.Config c = GoldenMisa.config(GOLDEN, Misa.Frames.TEXT);
      Weights own = Weights.initialized(graph.tf(), 1);
      Misa built =
          new Misa.Config(c.bert(), c.frames(), c.width(), c.heads(), c.inner(), fusion, head)
              .build(own, GoldenMisa.dims(GOLDEN));
      graph.assign(GoldenMisa.weights(GOLDEN).values(own.all()));
      Pass training = Pass.training(graph.tf(), graph.scalar(3L));
      Inputs fed = GoldenNetwork.inputs(graph, GOLDEN.at("inputs"));
      return graph.floats(built.forward(training, fed).sentiment());
    }
  }

  @Test
  void valuesThatNoNetworkHasAreRefused() {
    BertDropout none = new BertDropout(0, 0);
    assertThatThrownBy(() -> new Misa.Config(none, Misa.Frames.OWN, 6, 4, 1, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("heads: found 4, expected a divisor of the width 6");
    assertThatThrownBy(() -> new Misa.Config(none, Misa.Frames.OWN, 6, 2, 0, 0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("inner: found 0, expected 1 to 65536");
  }
}
