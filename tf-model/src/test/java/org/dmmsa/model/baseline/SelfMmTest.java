package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmmsa.model.Golden.assertClose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.BertDropout;
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
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Numbers;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** {@code self_mm.json}: outputs, features and losses to 1e-5, gradients to 1e-4. */
class SelfMmTest {
  private static final Golden GOLDEN = Golden.load("self_mm");
  private static final Golden BATCH = GOLDEN.at("inputs", "batch0");

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.initialized(harness.tf(), 1);
  private final Pass inference = Pass.inference(harness.tf());
  private final TorchWeights torch = GoldenSelfMm.weights(GOLDEN);
  private SelfMm network;

  @BeforeEach
  void create() {
    network = GoldenSelfMm.config(GOLDEN).build(weights, GoldenSelfMm.dims(GOLDEN));
    harness.assign(torch.values(weights.all()));
  }

  @AfterEach
  void close() {
    harness.close();
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
  @Test
  void ofMmsasSizesForMosiItHasAsManyNumbersAsMmsas() {
    SelfMm.Config config =
        new SelfMm.Config(
            new BertDropout(0.1f, 0.1f),
            new SelfMm.Config.Encoder(16, 16, 0),
            new SelfMm.Config.Encoder(32, 32, 0),
            new SelfMm.Config.Heads(
                new SelfMm.Config.Head(128, 0),
                new SelfMm.Config.Head(32, 0.1f),
                new SelfMm.Config.Head(16, 0.1f),
                new SelfMm.Config.Head(32, 0)));
    TransformerSizes layers = new TransformerSizes(1, 768, 12, 1, Activation.GELU, 1e-12f, 0, 0, 0);
    Map<Input, FrameDims> frames =
        Map.of(Input.AUDIO, new FrameDims(375, 5), Input.VISION, new FrameDims(500, 20));
    try (GraphHarness graph = new GraphHarness()) {
      Weights mosi = Weights.restored(graph.tf());
      config.build(mosi, new InputDims(Optional.of(new BertSizes(1, 1, 1, layers)), frames));
      long bert = mosi.under("text/bert/").stream().mapToLong(Weight::size).sum();
      assertThat(mosi.count() - bert).isEqualTo(159_332);
    }
  }

  @Test
  void scoresAndFeaturesAreTheGoldenOnes() {
    for (var batch : GOLDEN.at("inputs").node().properties()) {
      Inputs inputs = GoldenSelfMm.inputs(harness, new Golden(batch.getValue()));
      Golden expected = GOLDEN.at("outputs", batch.getKey());
      Map<String, Operand<TFloat32>> actual = new LinkedHashMap<>();
      Outputs outputs = network.forward(inference, inputs);
      actual.put("M", outputs.sentiment());
      actual.put("T", outputs.byName().get("unimodal_text"));
      actual.put("A", outputs.byName().get("unimodal_audio"));
      actual.put("V", outputs.byName().get("unimodal_vision"));
      Terms terms = network.train(inference, inputs, new Targets(harness.tf()));
      assertThat(terms.signals()).containsOnlyKeys("fusion", "text", "audio", "vision");
      terms.signals().forEach((name, x) -> actual.put("Feature_" + name.charAt(0), x));
      actual.forEach(
          (name, operand) ->
              assertClose(name, harness.floats(operand), expected.at(name).floats(), 1e-5));
    }
  }

  @Test
  void lossesAndGradientsAreTheGoldenOnes() {
    Golden expected = GOLDEN.at("loss");
    Map<String, Operand<TFloat32>> losses = losses();
    List<String> names = List.of("M", "T", "A", "V");
    assertThat(losses).containsOnlyKeys("sentiment", "text", "audio", "vision");
    int i = 0;
    for (Operand<TFloat32> loss : losses.values()) {
      float[] golden = {expected.at("terms", names.get(i)).number()};
      assertClose(names.get(i), harness.floats(loss), golden, 1e-5);
      i++;
    }

    Operand<TFloat32> total = harness.tf().math.addN(List.copyOf(losses.values()));
    float[] value = {expected.at("value").number()};
    assertClose("total", harness.floats(total), value, 1e-5);
    Golden grads = GOLDEN.at("grads");
    List<Weight> checked = weights.all().stream().filter(w -> torch.has(grads, w)).toList();
    assertThat(checked).hasSize(grads.node().size());
    List<float[]> gradients = harness.floats(harness.gradients(total, checked));
    for (int w = 0; w < checked.size(); w++) {
      float[] golden = torch.value(grads, checked.get(w));
      assertClose(checked.get(w).path(), gradients.get(w), golden, 1e-4);
    }
  }

  @Test
  void everyWeightGetsAGradient() {
    Operand<TFloat32> total = harness.tf().math.addN(List.copyOf(losses().values()));
    List<float[]> gradients = harness.floats(harness.gradients(total, weights.trained()));
    for (int i = 0; i < gradients.size(); i++) {
      double sum = 0;
      for (float number : gradients.get(i)) {
        sum += Math.abs(number);
      }
      assertThat(sum).as(weights.trained().get(i).path()).isFinite();
      if (!weights.trained().get(i).path().endsWith("key/bias")) {
        assertThat(sum).as(weights.trained().get(i).path()).isPositive();
      }
    }
  }

  /** The losses of the first batch with the file's labels. */
  private Map<String, Operand<TFloat32>> losses() {
    Targets targets = new Targets(harness.tf());
    Terms terms = network.train(inference, GoldenSelfMm.inputs(harness, BATCH), targets);
    assertThat(targets.names())
        .containsExactlyInAnyOrder(
            "sentiment", "generated_text", "generated_audio", "generated_vision");
    for (String name : targets.names()) {
      String stream = name.equals("sentiment") ? "fusion" : name.replace("generated_", "");
      float[] labels = GOLDEN.at("loss", "labels_by_sample", stream).floats();
      int[] rows = BATCH.at("index").ints();
      float[] own = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        own[i] = labels[rows[i]];
      }
      harness.feed(targets.get(name), GraphHarness.tensor(Shape.of(rows.length), own));
    }
    return terms.losses();
  }

  @ParameterizedTest
  @CsvSource({"fusion, fusion", "text, text", "audio, audio", "video, vision"})
  void eachHeadHasItsOwnDropout(String theirs, String stream) {
    Map<String, float[]> all = trainedFeatures("");
    Map<String, float[]> dropped = trainedFeatures(theirs);
    all.forEach(
        (name, feature) ->
            assertThat(Arrays.equals(dropped.get(name), feature))
                .as(name)
                .isEqualTo(!name.equals(stream)));
  }

  /** The features of a training pass with dropout before one head. */
  private static Map<String, float[]> trainedFeatures(String dropped) {
    try (GraphHarness graph = new GraphHarness()) {
      Weights own = Weights.initialized(graph.tf(), 1);
      SelfMm trained = GoldenSelfMm.config(GOLDEN, dropped).build(own, GoldenSelfMm.dims(GOLDEN));
      graph.assign(GoldenSelfMm.weights(GOLDEN).values(own.all()));
      Pass training = Pass.training(graph.tf(), graph.scalar(3L));
      Inputs inputs = GoldenSelfMm.inputs(graph, BATCH);
      Map<String, float[]> features = new LinkedHashMap<>();
      trained
          .train(training, inputs, new Targets(graph.tf()))
          .signals()
          .forEach((name, feature) -> features.put(name, graph.floats(feature)));
      return features;
    }
  }

  @Test
  void howFarABatchIsPaddedDoesNotMatter() {
    Outputs given = network.forward(inference, GoldenSelfMm.inputs(harness, BATCH));
    Outputs longer = network.forward(inference, GoldenSelfMm.inputs(harness, BATCH, 5));
    given
        .byName()
        .forEach(
            (name, x) ->
                assertThat(
                        Numbers.difference(
                            harness.floats(longer.byName().get(name)), harness.floats(x)))
                    .as(name)
                    .isLessThan(1e-6));
  }

  @Test
  void aSampleEndsWithItsLastFrameThatIsNotBlankAndHasOneAtLeast() {
    int features = (int) BATCH.at("audio").shape().get(2);
    float[] frame = Arrays.copyOf(BATCH.at("audio").floats(), features);
    float[] blank = new float[features];
    float[] alone = audioScores(blank);
    assertThat(audioScores(blank, blank, blank)).isEqualTo(alone);
    assertThat(audioScores(frame, blank, blank)).isEqualTo(audioScores(frame));
    assertThat(audioScores(frame, blank, frame, blank)).isEqualTo(audioScores(frame, blank, frame));
    assertThat(Numbers.difference(audioScores(frame, blank, frame), audioScores(frame)))
        .isGreaterThan(1e-5);
  }

  /** The audio's score of one sample with these frames. */
  private float[] audioScores(float[]... frames) {
    return scores(Input.AUDIO, Input.VISION, frames);
  }

  /** The score of one sample by these frames alone, and one blank frame of the other input. */
  private float[] scores(Input input, Input other, float[]... frames) {
    Map<Input, Operand<?>> inputs = new LinkedHashMap<>();
    for (Input tokens : Input.TOKENS) {
      inputs.put(tokens, harness.input(Shape.of(1, 2), 1, 1));
    }
    int features = frames[0].length;
    float[] values = new float[frames.length * features];
    for (int t = 0; t < frames.length; t++) {
      System.arraycopy(frames[t], 0, values, t * features, features);
    }
    inputs.put(input, harness.input(Shape.of(1, frames.length, features), values));
    int blank = (int) BATCH.at(other.key()).shape().get(2);
    inputs.put(other, harness.input(Shape.of(1, 1, blank), new float[blank]));
    return harness.floats(
        network.forward(inference, new Inputs(inputs)).byName().get("unimodal_" + input.key()));
  }

  @ParameterizedTest
  @CsvSource({"AUDIO, VISION", "VISION, AUDIO"})
  void framesBeyondTheTrainedLengthAreCut(Input input, Input other) {
    int trained = (int) BATCH.at(input.key()).shape().get(1);
    int features = (int) BATCH.at(input.key()).shape().get(2);
    float[][] frames = new float[trained + 2][];
    for (int t = 0; t < frames.length; t++) {
      frames[t] = Numbers.normal(t, features);
    }
    float[] cut = scores(input, other, Arrays.copyOf(frames, trained));
    assertThat(scores(input, other, frames)).isEqualTo(cut);
    assertThat(scores(input, other, Arrays.copyOf(frames, trained - 1))).isNotEqualTo(cut);
  }

  @Test
  void valuesThatNoNetworkHasAreRefused() {
    assertThatThrownBy(() -> new SelfMm.Config.Encoder(0, 1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("hidden: found 0, expected 1 to 65536");
    assertThatThrownBy(() -> new SelfMm.Config.Head(0, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("width: found 0, expected 1 to 65536");
  }
}
