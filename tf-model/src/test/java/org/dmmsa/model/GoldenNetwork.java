package org.dmmsa.model;

import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.encoder.TextInput;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The tiny networks of {@code dmmsa.json} and {@code confede.json}: sizes as the file's {@code
 * config} has them, names, inputs.
 */
public final class GoldenNetwork {
  private static final Golden DMMSA = Golden.load("dmmsa");

  private GoldenNetwork() {}

  /** The BERT of {@code dmmsa.json}. */
  public static BertSizes bert() {
    return bert(DMMSA, "text_encoder");
  }

  /**
   * The BERT of a file. What no configuration has is Hugging Face's: epsilon 1e-12, exact GELU.
   *
   * @param prefix where its weights are
   */
  public static BertSizes bert(Golden golden, String prefix) {
    Golden config = golden.at("config", "bert");
    Golden types = golden.at("weights", prefix + ".embeddings.token_type_embeddings.weight");
    return new BertSizes(
        config.at("vocab_size").integer(),
        config.at("max_position_embeddings").integer(),
        (int) types.shape().get(0),
        new TransformerSizes(
            config.at("num_hidden_layers").integer(),
            config.at("hidden_size").integer(),
            config.at("num_attention_heads").integer(),
            config.at("intermediate_size").integer(),
            Activation.GELU,
            1e-12f,
            0,
            0,
            0));
  }

  /**
   * An audio or vision encoder of a file.
   *
   * @param frames the key of its length, and so on
   */
  public static SequenceSizes sequence(
      Golden golden, String frames, String features, String layers) {
    Golden config = golden.at("config");
    return new SequenceSizes(
        config.at(frames).integer(),
        config.at(features).integer(),
        new TransformerSizes(
            config.at(layers).integer(),
            config.at("D").integer(),
            config.at("heads").integer(),
            config.at("ffn").integer(),
            Activation.GELU,
            config.at("layer_norm_eps").number(),
            0,
            0,
            0),
        Pooling.ALL);
  }

  /** The network of {@code dmmsa.json}. */
  public static DmmsaSizes dmmsa() {
    return new DmmsaSizes(
        sequence(DMMSA, "audio_len", "audio_dim", "audio_layers"),
        sequence(DMMSA, "vision_len", "vision_dim", "vision_layers"),
        DMMSA.at("config", "d").integer(),
        DMMSA.at("config", "classes").integer(),
        0);
  }

  /** Where DMMSA's weights are in {@code dmmsa.json}. */
  public static TorchWeights dmmsaWeights(Golden golden) {
    return new TorchWeights(golden.at("weights"), "text_encoder")
        .rename("^(audio|vision)/position$", "$1_encoder/pos")
        .rename("^(audio|vision)/input", "$1_encoder/proj")
        .rename("^(audio|vision)/encoder/(\\d+)", "$1_encoder/layers/$2")
        .rename("^(audio|vision)/(cls|norm)", "$1_encoder/$2")
        .rename("/attention/(query|key|value)/(weight|bias)", "/attn/in_proj_$2")
        .rename("/attention/output/(weight|bias)", "/attn/out_proj/$1")
        .rename("/attention_norm", "/norm1")
        .rename("/feedforward_norm", "/norm2")
        .rename("/expand", "/ffn1")
        .rename("/contract", "/ffn2")
        .rename("^project/text/similar", "proj/Ts")
        .rename("^project/text/dissimilar", "proj/Td")
        .rename("^project/audio/similar", "proj/As")
        .rename("^project/audio/dissimilar", "proj/Ad")
        .rename("^project/vision/similar", "proj/Vs")
        .rename("^project/vision/dissimilar", "proj/Vd")
        .rename("^(proj/..)/(weight|bias)", "$1/fc/$2")
        .rename("^head/sentiment", "fused/layers")
        .rename("^head/polarity", "classifier/layers")
        .rename("^head/unimodal", "mono/layers");
  }

  /** A batch of a golden file as fed inputs. */
  public static Inputs inputs(GraphHarness harness, Golden batch) {
    Golden text = batch.at("text_bert");
    return new Inputs(
        new TextInput(row(harness, text, 0), row(harness, text, 1), row(harness, text, 2)),
        harness.input(batch.at("audio").shape(), batch.at("audio").floats()),
        harness.input(batch.at("vision").shape(), batch.at("vision").floats()));
  }

  /** The labels of a batch as fed targets. */
  public static Targets targets(GraphHarness harness, Golden batch, boolean unimodal) {
    String[] names = {"label", "label_T", "label_A", "label_V"};
    var scores = new Operand<?>[4];
    for (int i = 0; i < 4; i++) {
      Golden label = batch.at(unimodal ? names[i] : "label");
      scores[i] = harness.input(label.shape(), label.floats());
    }
    Golden classes = batch.at("class");
    return new Targets(
        scores[0].asOutput().expect(TFloat32.class),
        harness.input(classes.shape(), classes.ints()),
        scores[1].asOutput().expect(TFloat32.class),
        scores[2].asOutput().expect(TFloat32.class),
        scores[3].asOutput().expect(TFloat32.class));
  }

  private static Operand<TInt32> row(GraphHarness harness, Golden text, int row) {
    long batch = text.shape().get(0);
    int length = (int) text.shape().get(2);
    int[] all = text.ints();
    int[] values = new int[(int) batch * length];
    for (int b = 0; b < batch; b++) {
      System.arraycopy(all, (b * 3 + row) * length, values, b * length, length);
    }
    return harness.input(Shape.of(batch, length), values);
  }
}
