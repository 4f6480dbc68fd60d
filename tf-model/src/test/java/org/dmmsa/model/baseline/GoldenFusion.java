package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/**
 * A late-fusion network beside MMSA's in a golden file: outputs, losses and moved state to 1e-5,
 * gradients to 1e-4.
 */
final class GoldenFusion implements AutoCloseable {
  private static final List<Input> INPUTS = List.of(Input.TEXT, Input.AUDIO, Input.VISION);

  final GraphHarness harness = new GraphHarness();
  final Weights weights = Weights.initialized(harness.tf(), 1);
  final LateFusion model;
  private final Golden golden;
  private final TorchWeights torch;
  private final Pass inference = Pass.inference(harness.tf());

  GoldenFusion(Golden golden, ModelConfig config) {
    this.golden = golden;
    torch = torch(golden);
    model = (LateFusion) config.build(weights, dims(golden));
    harness.assign(torch.values(weights.all()));
  }

  private static TorchWeights torch(Golden golden) {
    return new TorchWeights(golden.at("weights"), "")
        .rename("^vision/", "video/")
        .lstm("text/lstm", "text_subnet/rnn")
        .rename("^text/project/", "text_subnet/linear_1/")
        .rename("^(audio|video)/norm/", "$1_subnet/norm/")
        .rename("^(audio|video)/0/", "$1_subnet/linear_1/")
        .rename("^(audio|video)/1/", "$1_subnet/linear_2/")
        .rename("^(audio|video)/2/", "$1_subnet/linear_3/")
        .rename("^head/0/", "post_fusion_layer_1/")
        .rename("^head/1/", "post_fusion_layer_2/")
        .rename("^head/2/", "post_fusion_layer_3/")
        .rename("^factor/vision$", "video_factor")
        .rename("^factor/(text|audio)$", "$1_factor")
        .rename("^fusion/(weights|bias)$", "fusion_$1");
  }

  private static InputDims dims(Golden golden) {
    Map<Input, FrameDims> dims = new EnumMap<>(Input.class);
    for (Input input : INPUTS) {
      Shape shape = golden.at("inputs", input.key()).shape();
      dims.put(input, new FrameDims((int) shape.get(1), (int) shape.get(2)));
    }
    return new InputDims(Optional.empty(), dims);
  }

  Inputs inputs() {
    return resized(0, 0, 0);
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
      Golden given = golden.at("inputs", input.key());
      int rows = (int) given.shape().get(0);
      int steps = (int) given.shape().get(1);
      int features = (int) given.shape().get(2);
      int length = steps - less + more;
      float[] values = new float[rows * length * features];
      Arrays.fill(values, filler);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            given.floats(),
            row * steps * features,
            values,
            row * length * features,
            (steps - less) * features);
      }
      inputs.put(input, harness.input(Shape.of(rows, length, features), values));
    }
    return new Inputs(inputs);
  }

  /** Every array of MMSA's, but for constants of its output. */
  void checkThatNoWeightIsLeftOut() {
    long theirs = 0;
    for (var entry : golden.at("weights").node().properties()) {
      boolean constant = entry.getKey().startsWith("output_");
      theirs += constant ? 0 : entry.getValue().get("data").size();
    }
    assertThat(weights.all().stream().mapToLong(Weight::size).sum()).isEqualTo(theirs);
  }

  void checkOutputs() {
    Inputs inputs = inputs();
    Golden expected = golden.at("outputs");
    LateFusion.Vectors vectors = model.vectors(inference, inputs);
    check("Feature_t", vectors.text(), expected);
    check("Feature_a", vectors.audio(), expected);
    check("Feature_v", vectors.vision(), expected);
    check("Feature_f", model.fuse(harness.tf(), vectors), expected);
    check("M", model.forward(inference, inputs).sentiment(), expected);
  }

  private void check(String name, Operand<TFloat32> actual, Golden expected) {
    assertClose(name, harness.floats(actual), expected.at(name).floats(), 1e-5);
  }

  void checkLossAndGradients() {
    checkLoss(inference, golden.at("loss", "value"), golden.at("grads"));
  }

  void checkTrainingStep() {
    Golden expected = golden.at("train_mode");
    Pass training = Pass.training(harness.tf(), harness.scalar(7L));
    check("M", model.forward(training, inputs()).sentiment(), expected);
    Pass step = Pass.training(harness.tf(), harness.scalar(7L));
    checkLoss(step, expected.at("loss"), expected.at("grads"));

    assertThat(step.afterStep()).hasSize(4);
    harness.run(step.afterStep().toArray(new Op[0]));
    Golden moved = expected.at("updated_buffers");
    List<Weight> states = weights.all().stream().filter(w -> !w.trained()).toList();
    assertThat(states).hasSize(moved.node().size());
    for (Weight state : states) {
      float[] there = torch.value(moved, state);
      assertClose(state.path(), harness.floats(state.value()), there, 1e-5);
    }
  }

  private void checkLoss(Pass pass, Golden value, Golden grads) {
    Targets targets = new Targets(harness.tf());
    Terms terms = model.train(pass, inputs(), targets);
    assertThat(terms.names()).containsExactly("sentiment");
    assertThat(targets.names()).containsExactly("sentiment");
    float[] labels = golden.at("inputs", "label").floats();
    harness.feed(targets.sentiment(), GraphHarness.tensor(Shape.of(labels.length), labels));
    Operand<TFloat32> loss = terms.losses().get("sentiment");
    assertClose("loss", harness.floats(loss), new float[] {value.number()}, 1e-5);

    List<Weight> checked = weights.trained().stream().filter(w -> torch.has(grads, w)).toList();
    assertThat(checked).hasSize(grads.node().size());
    List<float[]> gradients = harness.floats(harness.gradients(loss, checked));
    for (int i = 0; i < checked.size(); i++) {
      float[] there = torch.value(grads, checked.get(i));
      assertClose(checked.get(i).path(), gradients.get(i), there, 1e-4);
    }
  }

  void checkThatPaddingDoesNotMatter() {
    float[] whole = scores(resized(0, 0, 0));
    assertThat(difference(scores(resized(0, 4, 5)), whole)).as("beyond the end").isZero();
    float[] shorter = scores(resized(2, 2, 0));
    assertThat(difference(scores(resized(2, 0, 0)), shorter)).as("to the end").isLessThan(1e-6);
    assertThat(difference(shorter, whole)).as("what was left out").isGreaterThan(1e-4);
  }

  float[] scores(Inputs inputs) {
    return harness.floats(model.forward(inference, inputs).sentiment());
  }

  /** What a training pass gives, by name, in the order in which one follows from another. */
  static Map<String, float[]> trained(Golden golden, ModelConfig config) {
    try (GoldenFusion fusion = new GoldenFusion(golden, config)) {
      GraphHarness graph = fusion.harness;
      Inputs inputs = fusion.inputs();
      Pass pass = Pass.training(graph.tf(), graph.scalar(3L));
      LateFusion.Vectors vectors = fusion.model.vectors(pass, inputs);
      Operand<TFloat32> fused = fusion.model.fuse(graph.tf(), vectors);
      Map<String, float[]> values = new LinkedHashMap<>();
      values.put("text", graph.floats(vectors.text()));
      values.put("audio", graph.floats(vectors.audio()));
      values.put("vision", graph.floats(vectors.vision()));
      values.put("fused", graph.floats(fused));
      values.put("score", graph.floats(fusion.model.score(pass, fused)));
      return values;
    }
  }

  /** Checks that a dropout changes what it acts on and what follows from it, and nothing else. */
  static void checkDropout(
      Golden golden, ModelConfig without, ModelConfig with, String... changed) {
    Map<String, float[]> all = trained(golden, without);
    Map<String, float[]> fewer = trained(golden, with);
    assertThat(
            all.keySet().stream().filter(at -> !Arrays.equals(all.get(at), fewer.get(at))).toList())
        .containsExactly(changed);
  }

  /** How many numbers the network of a config learns on data of these frames and features. */
  static long parameters(ModelConfig config, FrameDims text, FrameDims audio, FrameDims vision) {
    try (GraphHarness graph = new GraphHarness()) {
      Weights all = Weights.restored(graph.tf());
      config.build(
          all,
          new InputDims(
              Optional.empty(),
              Map.of(Input.TEXT, text, Input.AUDIO, audio, Input.VISION, vision)));
      return all.count();
    }
  }

  @Override
  public void close() {
    harness.close();
  }
}
