package org.dmmsa.model.baseline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.Modality;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.loss.AbsoluteError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * Self-MM: self-supervised multi-task learning (Yu et al., AAAI 2021), as MMSA has it.
 *
 * <pre>
 * text tokens  ── BERT, state at [CLS] ───── t [B, Dt] ── text head
 * audio frames ── LSTM, last state, linear ─ a [B, Da] ── audio head
 * vision frames ─ LSTM, last state, linear ─ v [B, Dv] ── vision head
 * concat(t, a, v)  [B, Dt + Da + Dv] ──────────────────── fusion head
 * </pre>
 *
 * <p>Each head gives a score [B] and a feature [B, H]. Loss: L1 of the fused score, and for each
 * modality s the mean of tanh|y_s − y|·|ŷ_s − y_s| (not divided by the sum of the tanh), where y_s
 * is a label that the training method generates from the features of all heads: it is asked for as
 * {@code generated_text}, and so on, and the features are the signals. So a modality counts as much
 * as its label differs from the fused one.
 *
 * <p>Differs from MMSA in the lengths of audio and vision: there they come with the data, here a
 * sample ends with its last frame whose features do not sum to 0, and has at least one. For
 * published files, whose lengths end at the first such frame, a blank frame in the middle makes a
 * difference.
 */
public final class SelfMm implements SentimentModel {
  /** The name of the loss term of the fused score; those of the others are the modalities'. */
  public static final String SENTIMENT = "sentiment";

  /** The fusion head's stream, as signals have it; those of the other heads are the modalities'. */
  public static final String FUSION = "fusion";

  public static final String TEXT = "text";
  public static final String AUDIO = "audio";
  public static final String VISION = "vision";

  /** The streams that have generated labels. */
  public static final List<String> MODALITIES = List.of(TEXT, AUDIO, VISION);

  /**
   * The choices of such a network; a section of a config.
   *
   * @param bert rates inside the text encoder
   * @param audio the audio encoder
   * @param vision the vision encoder
   * @param heads what is scored
   */
  public record Config(BertDropout bert, Encoder audio, Encoder vision, Heads heads)
      implements ModelConfig {
    /**
     * An LSTM and a linear map of its last state.
     *
     * @param hidden numbers of the state
     * @param out width that it is mapped to
     * @param dropout rate on the state
     */
    public record Encoder(int hidden, int out, float dropout) {
      public Encoder {
        ConfigCheck.requireSize(hidden, "hidden");
        ConfigCheck.requireSize(out, "out");
        ConfigCheck.requireRate(dropout, "dropout");
      }
    }

    /**
     * A head.
     *
     * @param width of its layers, and so of the feature that labels are generated from
     * @param dropout rate on what it is given
     */
    public record Head(int width, float dropout) {
      public Head {
        ConfigCheck.requireSize(width, "width");
        ConfigCheck.requireRate(dropout, "dropout");
      }
    }

    /**
     * All heads.
     *
     * @param fusion over all three modalities
     * @param text over the text alone
     * @param audio over the audio alone
     * @param vision over the vision alone
     */
    public record Heads(Head fusion, Head text, Head audio, Head vision) {}

    @Override
    public Set<Input> inputs() {
      return Modality.ALL_INPUTS;
    }

    @Override
    public SelfMm build(Weights weights, InputDims dims) {
      return new SelfMm(weights, this, dims);
    }

    @Override
    public boolean hasOwnRecipe() {
      return true;
    }
  }

  private final BertEncoder text;
  private final LstmEncoder audio;
  private final LstmEncoder vision;
  private final Map<String, ReluHead> heads = new LinkedHashMap<>();

  SelfMm(Weights weights, Config config, InputDims dims) {
    BertSizes bert = config.bert().in(dims);
    text = BertEncoder.withoutPooler(weights.scope("text").scope("bert"), bert);
    audio = encoder(weights.scope("audio"), dims, Input.AUDIO, config.audio());
    vision = encoder(weights.scope("vision"), dims, Input.VISION, config.vision());
    int textOut = bert.encoder().width();
    int audioOut = config.audio().out();
    int visionOut = config.vision().out();
    Weights head = weights.scope("head");
    Config.Heads choices = config.heads();
    heads.put(FUSION, head(head.scope(FUSION), textOut + audioOut + visionOut, choices.fusion()));
    heads.put(TEXT, head(head.scope(TEXT), textOut, choices.text()));
    heads.put(AUDIO, head(head.scope(AUDIO), audioOut, choices.audio()));
    heads.put(VISION, head(head.scope(VISION), visionOut, choices.vision()));
  }

  private static LstmEncoder encoder(
      Weights weights, InputDims dims, Input input, Config.Encoder choices) {
    return new LstmEncoder(
        weights, dims.of(input), choices.hidden(), choices.out(), choices.dropout());
  }

  private static ReluHead head(Weights weights, int in, Config.Head choices) {
    return new ReluHead(weights, in, choices.width(), choices.dropout());
  }

  /** The name of the target that is a modality's generated label. */
  public static String generated(String modality) {
    return "generated_" + modality;
  }

  /** What each head gives, by stream: fusion first. */
  private Map<String, ReluHead.Result> results(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Operand<TFloat32> t =
        tf.squeeze(text.first(pass, inputs.tokens()), Squeeze.axis(List.of(1L))); // [B, Dt]
    Operand<TFloat32> a = audio.ofRealFrames(pass, inputs.frames(Input.AUDIO));
    Operand<TFloat32> v = vision.ofRealFrames(pass, inputs.frames(Input.VISION));
    Map<String, Operand<TFloat32>> given =
        Map.of(FUSION, tf.concat(List.of(t, a, v), tf.constant(1)), TEXT, t, AUDIO, a, VISION, v);
    Map<String, ReluHead.Result> results = new LinkedHashMap<>();
    heads.forEach((stream, head) -> results.put(stream, head.apply(pass, given.get(stream))));
    return results;
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    Map<String, ReluHead.Result> results = results(pass, inputs);
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put(Outputs.SENTIMENT, results.get(FUSION).score());
    for (String modality : MODALITIES) {
      outputs.put("unimodal_" + modality, results.get(modality).score());
    }
    return new Outputs(outputs);
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Ops tf = pass.tf();
    Map<String, ReluHead.Result> results = results(pass, inputs);
    Operand<TFloat32> multimodal = targets.sentiment();
    Map<String, Operand<TFloat32>> losses = new LinkedHashMap<>();
    losses.put(SENTIMENT, AbsoluteError.of(tf, results.get(FUSION).score(), multimodal));
    for (String modality : MODALITIES) {
      Operand<TFloat32> label = targets.get(generated(modality));
      Operand<TFloat32> weight = tf.math.tanh(tf.math.abs(tf.math.sub(label, multimodal)));
      losses.put(modality, AbsoluteError.of(tf, results.get(modality).score(), label, weight));
    }
    Map<String, Operand<TFloat32>> signals = new LinkedHashMap<>();
    results.forEach((stream, result) -> signals.put(stream, result.feature()));
    return new Terms(losses, signals, List.of());
  }
}
