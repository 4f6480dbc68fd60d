package org.dmmsa.model.dmmsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmmsa.model.Golden.assertClose;

import java.util.ArrayList;
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
import org.dmmsa.model.TorchWeights;
import org.dmmsa.model.decomposition.ContrastiveLoss;
import org.dmmsa.model.decomposition.DecomposedFeatures;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.loss.MeanOf;
import org.dmmsa.model.loss.RegressionLoss;
import org.dmmsa.model.loss.SquaredError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@code confede.json}: what DMMSA shares with ConFEDE (commit c048fad), from which it takes its
 * encoders, projections and heads. The file's features are in the order Ts, Vs, As, Td, Vd, Ad;
 * ours are Ts, Td, As, Ad, Vs, Vd, so the rows of the first fused kernel change places.
 *
 * <p>Not here: ConFEDE's contrastive loss over retrieved samples, and the total loss and gradients
 * that have it inside. They belong to ConFEDE as a baseline of its own.
 */
class ConfedeTest {
  private static final Golden GOLDEN = Golden.load("confede");
  private static final Golden ANCHOR = GOLDEN.at("inputs", "anchor");

  /** Where our features Ts, Td, As, Ad, Vs, Vd are in ConFEDE's order. */
  private static final int[] THEIRS = {0, 3, 2, 5, 1, 4};

  private static final int FEATURE = GOLDEN.at("config", "d").integer();
  private static final InputDims DIMS = GoldenNetwork.dims(GOLDEN, ANCHOR);
  private static final Dmmsa.Config CONFIG = config();

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

  private static Dmmsa.Config config() {
    Golden config = GOLDEN.at("config");
    return new Dmmsa.Config(
        new BertDropout(0, 0),
        config.at("D").integer(),
        config.at("heads").integer(),
        config.at("ffn").integer(),
        config.at("layers_a").integer(),
        config.at("layers_v").integer(),
        FEATURE,
        0,
        0,
        0,
        Pooling.ALL,
        TextPooling.POOLER,
        4,
        new Dmmsa.Config.Losses(
            false, true, false, ContrastiveLoss.Form.NT_XENT, 0.5f, RegressionLoss.SMOOTH_L1, 1));
  }

  private Dmmsa network() {
    Dmmsa dmmsa = CONFIG.build(weights, DIMS);
    Map<Weight, float[]> values =
        new LinkedHashMap<>(torch(GOLDEN.at("weights")).values(weights.all()));
    Weight fused = weights.under("head/sentiment/0/kernel").get(0);
    values.put(fused, inOurOrder(values.get(fused), FEATURE * (int) fused.shape().get(1)));
    harness.assign(values);
    return dmmsa;
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
    DecomposedFeatures features = network().decompose(pass, GoldenNetwork.inputs(harness, ANCHOR));
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
  void theLossesOfEvaluationAreConfedes() {
    Outputs outputs = outputs();
    Ops tf = harness.tf();
    Operand<TFloat32> label = label("label_M");
    Operand<TFloat32> fused = SquaredError.of(tf, outputs.sentiment(), label);
    Operand<TFloat32> six =
        tf.stack(
            List.of(label, label, label, label, label, label),
            org.tensorflow.op.core.Stack.axis(1L));
    Operand<TFloat32> mono =
        MeanOf.all(tf, tf.math.squaredDifference(outputs.byName().get(Outputs.UNIMODAL), six));
    float prediction = harness.floats(fused)[0];
    float total = prediction + 0.01f * harness.floats(mono)[0];
    Golden expected = GOLDEN.at("outputs");
    assertClose(
        "losses",
        new float[] {prediction, total},
        new float[] {
          expected.at("eval_pred_loss_no_retrieval").number(),
          expected.at("eval_loss_no_retrieval").number()
        },
        1e-5);
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
    List<Weight> checked =
        weights.all().stream().filter(w -> gradients.has(given.at("grads"), w)).toList();
    assertThat(checked).hasSize(given.at("grads").node().size());
    List<float[]> actual = new ArrayList<>(harness.floats(harness.gradients(loss, checked)));
    for (int i = 0; i < checked.size(); i++) {
      float[] expected = gradients.value(given.at("grads"), checked.get(i));
      assertClose(checked.get(i).path(), actual.get(i), expected, 1e-4);
    }
  }
}
