package org.dmmsa.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.Golden;
import org.dmmsa.model.GoldenNetwork;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.Modality;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.decomposition.DecomposedFeatures;
import org.dmmsa.model.decomposition.FeatureDecomposition;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code confede.json}: ConFEDE at commit c048fad. The file's features are in the order Ts, Vs, As,
 * Td, Vd, Ad; ours are Ts, Td, As, Ad, Vs, Vd, so the rows of the first fused kernel change places.
 */
class ConfedeTest {
  private static final Golden GOLDEN = Golden.load("confede");
  private static final Golden ANCHOR = GOLDEN.at("inputs", "anchor");

  /** Where our features Ts, Td, As, Ad, Vs, Vd are in ConFEDE's order. */
  private static final int[] THEIRS = {0, 3, 2, 5, 1, 4};

  private static final int FEATURE = GOLDEN.at("config", "d").integer();
  private static final InputDims DIMS = GoldenNetwork.dims(GOLDEN, ANCHOR);
  private static final Confede.Config CONFIG = config();

  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.restored(harness.tf());
  private final Pass pass = Pass.inference(harness.tf());

  @AfterEach
  void close() {
    harness.close();
  }

  /** Where our weights are in the file. */
  private static TorchWeights torch(Golden values) {
    return new TorchWeights(values, "text_encoder/extractor")
        .rename("^(audio|vision)/position$", "$1_encoder/encoder/pos_encoder/position_embeddings")
        .rename("^(audio|vision)/cls$", "$1_encoder/encoder/pos_encoder/cls_token")
        .rename("^(audio|vision)/input", "$1_encoder/encoder/pos_encoder/proj")
        .rename(
            "^(audio|vision)/encoder/(\\d+)", "$1_encoder/encoder/transformer_encoder/layers/$2")
        .rename("^(audio|vision)/norm", "$1_encoder/layernorm")
        .rename("/attention/(query|key|value)/(weight|bias)", "/self_attn/in_proj_$2")
        .rename("/attention/output/(weight|bias)", "/self_attn/out_proj/$1")
        .rename("(layers/\\d+)/attention_norm", "$1/norm1")
        .rename("(layers/\\d+)/feedforward_norm", "$1/norm2")
        .rename("(layers/\\d+)/expand", "$1/linear1")
        .rename("(layers/\\d+)/contract", "$1/linear2")
        .rename("^project/(\\w+)/(similar|dissimilar)/norm", "project/$1/$2/fc/0")
        .rename("^project/(\\w+)/(similar|dissimilar)/(weight|bias)", "project/$1/$2/fc/1/$3")
        .rename("^project/text/similar", "T_simi_proj")
        .rename("^project/text/dissimilar", "T_dissimi_proj")
        .rename("^project/audio/similar", "A_simi_proj")
        .rename("^project/audio/dissimilar", "A_dissimi_proj")
        .rename("^project/vision/similar", "V_simi_proj")
        .rename("^project/vision/dissimilar", "V_dissimi_proj")
        .rename("^head/sentiment", "TVA_decoder/MLP")
        .rename("^head/unimodal", "mono_decoder/MLP")
        .rename("^pretrain_head", "MLP")
        .rename("MLP/4/", "MLP/8/") // a GELU stands between their layers
        .rename("MLP/3/", "MLP/6/")
        .rename("MLP/2/", "MLP/4/")
        .rename("MLP/1/", "MLP/2/");
  }

  private static Confede.Config config() {
    Golden config = GOLDEN.at("config");
    return new Confede.Config(
        new BertDropout(0, 0),
        config.at("D").integer(),
        config.at("heads").integer(),
        config.at("ffn").integer(),
        config.at("layers_a").integer(),
        config.at("layers_v").integer(),
        FEATURE,
        0,
        0,
        Pooling.ALL,
        config.at("temperature").number());
  }

  private Confede network() {
    Confede confede = CONFIG.build(weights, DIMS);
    Map<Weight, float[]> values =
        new LinkedHashMap<>(torch(GOLDEN.at("weights")).values(weights.all()));
    values.replaceAll(ConfedeTest::inOurOrder);
    harness.assign(values);
    return confede;
  }

  /** A weight, or its gradient, whose rows may be features. */
  private static float[] inOurOrder(Weight weight, float[] theirs) {
    return weight.path().equals("head/sentiment/0/kernel")
        ? inOurOrder(theirs, FEATURE * (int) weight.shape().get(1))
        : theirs;
  }

  /** Samples with their neighbours behind each, as a batch of training has them. */
  private static Golden groups() {
    Golden retrieved = GOLDEN.at("inputs", "retrieved");
    ObjectNode batch = new ObjectMapper().createObjectNode();
    for (Map.Entry<String, JsonNode> field : ANCHOR.node().properties()) {
      JsonNode first = field.getValue();
      JsonNode others = retrieved.at(field.getKey()).node();
      int samples = first.get("shape").get(0).asInt();
      ObjectNode array = batch.putObject(field.getKey());
      ArrayNode shape = array.putArray("shape").addAll((ArrayNode) first.get("shape"));
      shape.set(0, samples + others.get("shape").get(0).asInt());
      ArrayNode data = array.putArray("data");
      for (int i = 0; i < samples; i++) {
        addPart(data, first.get("data"), i, samples);
        addPart(data, others.get("data"), i, samples);
      }
    }
    return new Golden(batch);
  }

  private static void addPart(ArrayNode to, JsonNode from, int part, int parts) {
    int size = from.size() / parts;
    for (int i = part * size; i < (part + 1) * size; i++) {
      to.add(from.get(i));
    }
  }

  /** Blocks of one feature each, from their order to ours. */
  private static float[] inOurOrder(float[] theirs, int block) {
    float[] ours = new float[theirs.length];
    for (int i = 0; i < 6; i++) {
      System.arraycopy(theirs, THEIRS[i] * block, ours, i * block, block);
    }
    return ours;
  }

  private Outputs outputs() {
    return network().forward(pass, GoldenNetwork.inputs(harness, ANCHOR));
  }

  private Operand<TFloat32> label(String name) {
    return harness.input(ANCHOR.at(name).shape(), ANCHOR.at(name).floats());
  }

  @Test
  void everyWeightOfTheFileIsOurs() {
    network();
    long theirs = 0;
    for (var array : GOLDEN.at("weights").node()) {
      theirs += array.get("data").size();
    }
    assertThat(weights.count()).isEqualTo(theirs);
  }

  @Test
  void theEncodersGiveConfedesVectorsAndSequences() {
    SequenceEncoder audio = new SequenceEncoder(weights.scope("audio"), CONFIG.audio(DIMS));
    SequenceEncoder vision = new SequenceEncoder(weights.scope("vision"), CONFIG.vision(DIMS));
    harness.assign(torch(GOLDEN.at("weights")).values(weights.all()));
    Inputs inputs = GoldenNetwork.inputs(harness, ANCHOR);
    check("audio", audio.apply(pass, inputs.frames(Input.AUDIO)));
    check("vision", vision.apply(pass, inputs.frames(Input.VISION)));
  }

  private void check(String modality, SequenceEncoder.Result result) {
    Golden expected = GOLDEN.at("outputs");
    assertClose(
        modality, harness.floats(result.pooled()), expected.at("x_" + modality).floats(), 1e-5);
    assertClose(
        modality + " sequence",
        harness.floats(result.sequence()),
        expected.at(modality + "_sequence").floats(),
        1e-5);
  }

  @Test
  void theSixProjectionsAreConfedes() {
    FeatureDecomposition decomposition = new FeatureDecomposition(weights, CONFIG, DIMS);
    harness.assign(torch(GOLDEN.at("weights")).values(weights.all()));
    DecomposedFeatures features =
        decomposition.decompose(
            pass, decomposition.vectors(pass, GoldenNetwork.inputs(harness, ANCHOR)));
    List<String> names = List.of("Ts", "Td", "As", "Ad", "Vs", "Vd");
    for (int i = 0; i < 6; i++) {
      assertClose(
          names.get(i),
          harness.floats(features.inOrder().get(i)),
          GOLDEN.at("outputs", names.get(i)).floats(),
          1e-5);
    }
  }

  @Test
  void theAnswersHaveTheSixBesideThem() {
    Operand<TFloat32> features = outputs().features().orElseThrow(); // [B, 6, d]
    Ops tf = harness.tf();
    List<String> names = List.of("Ts", "Td", "As", "Ad", "Vs", "Vd");
    for (int i = 0; i < 6; i++) {
      assertClose(
          names.get(i),
          harness.floats(tf.gather(features, tf.constant(i), tf.constant(1))),
          GOLDEN.at("outputs", names.get(i)).floats(),
          1e-5);
    }
  }

  @Test
  void bothHeadsAreConfedes() {
    Outputs outputs = outputs();
    assertClose(
        "fused", harness.floats(outputs.sentiment()), GOLDEN.at("outputs", "pred").floats(), 1e-5);
    Ops tf = harness.tf();
    Operand<TFloat32> rows =
        tf.linalg.transpose(outputs.byName().get(Outputs.UNIMODAL), tf.constant(new int[] {1, 0}));
    assertClose(
        "unimodal",
        harness.floats(rows),
        inOurOrder(
            GOLDEN.at("outputs", "mono_pred").floats(), (int) ANCHOR.at("label_M").shape().get(0)),
        1e-5);
  }

  @Test
  void neighboursAreFoundByWhatTheEncodersGive() {
    float[] embedding = harness.floats(outputs().embedding().orElseThrow());
    int samples = (int) ANCHOR.at("label_M").shape().get(0);
    int each = embedding.length / samples / 3;
    List<String> names = List.of("x_text", "x_audio", "x_vision");
    for (int i = 0; i < names.size(); i++) {
      float[] ours = new float[samples * each];
      for (int row = 0; row < samples; row++) {
        System.arraycopy(embedding, (3 * row + i) * each, ours, row * each, each);
      }
      assertClose(names.get(i), ours, GOLDEN.at("outputs", names.get(i)).floats(), 1e-5);
    }
  }

  /** The multimodal label for all, as on MOSI, or those of each modality, as on SIMS. */
  @ParameterizedTest
  @CsvSource({"'', M, M, M", "sims_variant, T, A, V"})
  void theLossesOverSamplesAndNeighboursAreConfedes(String variant, String t, String a, String v) {
    Golden batch = groups();
    Targets targets = new Targets(harness.tf());
    Terms terms = network().train(pass, GoldenNetwork.inputs(harness, batch), targets);
    feed(targets, batch, Map.of(Targets.TEXT, t, Targets.AUDIO, a, Targets.VISION, v));
    Golden expected = variant.isEmpty() ? GOLDEN.at("loss") : GOLDEN.at("loss", variant);
    assertThat(terms.names()).containsExactly("sentiment", "unimodal", "contrastive");
    List<String> names = List.of("mse_fused", "mse_mono", "contrastive");
    List<float[]> values = harness.floats(List.copyOf(terms.losses().values()));
    for (int i = 0; i < names.size(); i++) {
      float theirs = expected.at(names.get(i)).number();
      assertClose(names.get(i), values.get(i), new float[] {theirs}, 1e-5);
    }
    float total = harness.floats(total(terms))[0];
    assertClose("value", new float[] {total}, new float[] {expected.at("value").number()}, 1e-5);
  }

  private void feed(Targets targets, Golden batch, Map<String, String> labels) {
    for (String name : targets.names()) {
      Golden label = batch.at("label_" + labels.getOrDefault(name, "M"));
      harness.feed(targets.get(name), GraphHarness.tensor(label.shape(), label.floats()));
    }
  }

  /** With the weights that the configs give the terms. */
  private Operand<TFloat32> total(Terms terms) {
    Ops tf = harness.tf();
    Map<String, Operand<TFloat32>> losses = terms.losses();
    return tf.math.add(
        losses.get("sentiment"),
        tf.math.add(
            tf.math.mul(losses.get("contrastive"), tf.constant(0.1f)),
            tf.math.mul(losses.get("unimodal"), tf.constant(0.01f))));
  }

  @Test
  void theGradientsOfTheWholeLossAreConfedes() {
    Golden batch = groups();
    Targets targets = new Targets(harness.tf());
    Terms terms = network().train(pass, GoldenNetwork.inputs(harness, batch), targets);
    feed(targets, batch, Map.of());
    checkGradients(total(terms), GOLDEN.at("grads"), torch(GOLDEN.at("grads")));
  }

  /** Every gradient of the file; some are of a third of a stacked array. */
  private void checkGradients(Operand<TFloat32> loss, Golden theirs, TorchWeights names) {
    List<Weight> checked = weights.all().stream().filter(w -> names.has(theirs, w)).toList();
    long numbers = 0;
    for (JsonNode array : theirs.node()) {
      numbers += array.get("data").size();
    }
    assertThat(checked.stream().mapToLong(Weight::size).sum()).isEqualTo(numbers);
    List<float[]> actual = harness.floats(harness.gradients(loss, checked));
    for (int i = 0; i < checked.size(); i++) {
      Weight weight = checked.get(i);
      float[] expected = inOurOrder(weight, names.value(theirs, weight));
      assertClose(weight.path(), actual.get(i), expected, 1e-4);
    }
  }

  @Test
  void pretrainingOfVisionIsConfedes() {
    Golden given = GOLDEN.at("pretrain_vision");
    SentimentModel regressor = CONFIG.alone(Modality.VISION).build(weights, DIMS);
    Map<Weight, float[]> values =
        new LinkedHashMap<>(torch(GOLDEN.at("weights")).values(weights.under("vision/")));
    values.putAll(torch(given.at("weights")).values(weights.under("pretrain_head/")));
    harness.assign(values);

    Inputs inputs = GoldenNetwork.inputs(harness, ANCHOR);
    float[] scores = harness.floats(regressor.forward(pass, inputs).sentiment());
    assertClose("pred", scores, given.at("pred").floats(), 1e-5);
    Targets targets = new Targets(harness.tf());
    Operand<TFloat32> loss = regressor.train(pass, inputs, targets).losses().get("sentiment");
    Golden label = ANCHOR.at("label_M");
    harness.feed(targets.get(Targets.VISION), GraphHarness.tensor(label.shape(), label.floats()));
    assertClose("mse", harness.floats(loss), new float[] {given.at("mse").number()}, 1e-5);

    TorchWeights gradients =
        torch(given.at("grads"))
            .rename("^MLP/", "classifier/MLP/")
            .rename("^vision_encoder/", "encoder/");
    checkGradients(loss, given.at("grads"), gradients);
  }
}
