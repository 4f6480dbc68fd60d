package org.dmmsa.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.decomposition.ContrastiveLoss;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.model.loss.RegressionLoss;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/** The tiny networks of {@code dmmsa.json} and {@code confede.json}: sizes, names, inputs. */
public final class GoldenNetwork {
  private static final List<Input> TOKENS =
      List.of(Input.INPUT_IDS, Input.INPUT_MASK, Input.SEGMENT_IDS);

  private GoldenNetwork() {}

  /** The tiny BERT that a file's config describes; epsilon and GELU are HuggingFace's. */
  public static BertSizes bert(Golden golden) {
    Golden bert = golden.at("config", "bert");
    return new BertSizes(
        bert.at("vocab_size").integer(),
        bert.at("max_position_embeddings").integer(),
        2, // HuggingFace's type_vocab_size, which no file's config has
        new TransformerSizes(
            bert.at("num_hidden_layers").integer(),
            bert.at("hidden_size").integer(),
            bert.at("num_attention_heads").integer(),
            bert.at("intermediate_size").integer(),
            Activation.GELU,
            1e-12f,
            0,
            0,
            0));
  }

  /** The sizes of a file's data, which it gives in its config and in a batch. */
  public static InputDims dims(Golden golden, Golden batch) {
    return new InputDims(
        Optional.of(bert(golden)),
        Map.of(Input.AUDIO, frames(batch.at("audio")), Input.VISION, frames(batch.at("vision"))));
  }

  private static FrameDims frames(Golden array) {
    return new FrameDims((int) array.shape().get(1), (int) array.shape().get(2));
  }

  /** The sizes of {@code dmmsa.json}. */
  public static InputDims dmmsaDims(Golden golden) {
    return dims(golden, golden.at("inputs", "batch0"));
  }

  /** The network of {@code dmmsa.json} without dropout. */
  public static Dmmsa.Config dmmsa(Golden golden, Dmmsa.Config.Losses losses) {
    Golden config = golden.at("config");
    return new Dmmsa.Config(
        Optional.of(new BertDropout(0, 0)),
        config.at("D").integer(),
        config.at("heads").integer(),
        config.at("ffn").integer(),
        config.at("audio_layers").integer(),
        config.at("vision_layers").integer(),
        config.at("d").integer(),
        0,
        0,
        0,
        Pooling.ALL,
        TextPooling.POOLER,
        config.at("fused_sizes").node().size() - 2, // all but its input and its score
        losses);
  }

  /** Its losses, some of them. */
  public static Dmmsa.Config.Losses losses(
      Golden golden, boolean polarity, boolean unimodal, boolean contrastive) {
    Golden config = golden.at("config");
    return new Dmmsa.Config.Losses(
        polarity,
        unimodal,
        contrastive,
        ContrastiveLoss.Form.MULTI_NT_XENT,
        config.at("tau_contrast").number(),
        RegressionLoss.SMOOTH_L1,
        config.at("phi").number());
  }

  /** The network of {@code dmmsa.json} with all its losses. */
  public static Dmmsa.Config dmmsa(Golden golden) {
    return dmmsa(golden, losses(golden, true, true, true));
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
    Map<Input, Operand<?>> inputs = new EnumMap<>(Input.class);
    for (int row = 0; row < TOKENS.size(); row++) {
      inputs.put(TOKENS.get(row), harness.input(tokenShape(batch), tokens(batch, row)));
    }
    for (Input input : List.of(Input.AUDIO, Input.VISION)) {
      Golden frames = batch.at(input.key());
      inputs.put(input, harness.input(frames.shape(), frames.floats()));
    }
    return new Inputs(inputs);
  }

  /** Feeds the labels that a network asked for. */
  public static void feed(GraphHarness harness, Targets targets, Golden batch, boolean unimodal) {
    for (String name : targets.names()) {
      Golden label = target(batch, name, unimodal);
      harness.feed(targets.get(name), GraphHarness.tensor(label.shape(), label.floats()));
    }
  }

  /** The labels of a batch for a target. */
  public static Golden target(Golden batch, String name, boolean unimodal) {
    return switch (name) {
      case Targets.POLARITY -> batch.at("class");
      case Targets.TEXT -> batch.at(unimodal ? "label_T" : "label");
      case Targets.AUDIO -> batch.at(unimodal ? "label_A" : "label");
      case Targets.VISION -> batch.at(unimodal ? "label_V" : "label");
      default -> batch.at("label");
    };
  }

  /** [B, L]. */
  public static Shape tokenShape(Golden batch) {
    Shape shape = batch.at("text_bert").shape();
    return Shape.of(shape.get(0), shape.get(2));
  }

  /** A row of each sample of {@code text_bert}: 0 ids, 1 mask, 2 segments. */
  public static int[] tokens(Golden batch, int row) {
    Golden text = batch.at("text_bert");
    int length = (int) text.shape().get(2);
    int[] all = text.ints();
    int[] values = new int[all.length / 3];
    for (int b = 0; b < values.length / length; b++) {
      System.arraycopy(all, (b * 3 + row) * length, values, b * length, length);
    }
    return values;
  }
}
