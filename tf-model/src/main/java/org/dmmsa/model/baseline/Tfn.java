package org.dmmsa.model.baseline;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.Outputs;
import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.Targets;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.loss.AbsoluteError;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * TFN: tensor fusion network (Zadeh et al., EMNLP 2017), as MMSA has it.
 *
 * <pre>
 * text features ── LSTM, last state, linear ──────── t [B, Dt]
 * audio frames ─── mean over time, three layers ──── a [B, Da]
 * vision frames ── mean over time, three layers ──── v [B, Dv]
 *
 * [1, a] ⊗ [1, v] ⊗ [1, t]  [B, (Da+1)(Dv+1)(Dt+1)] ── head ── 6·sigmoid − 3  [B]
 * </pre>
 *
 * <p>The product is flattened with the text's index fastest and the audio's slowest. Loss: L1.
 *
 * <p>As in MMSA, means are over all frames of the trained length, padding included, the LSTM reads
 * all of its steps, and scores lie in (−3, 3) whatever the dataset: also on SIMS, whose labels end
 * at ±1. Differs from the paper where MMSA does: one vector of each modality's whole clip instead
 * of one for each word, and L1 instead of the squared error.
 *
 * <p>Differs from MMSA in what a batch brings: steps that it lacks of the trained length are zeros,
 * and what it has beyond is cut. For published files that is the same. A training batch of one row
 * is allowed, see {@link org.dmmsa.model.layer.BatchNorm}.
 */
public final class Tfn implements SentimentModel {
  /** The name of the loss term. */
  public static final String SENTIMENT = "sentiment";

  private static final float HALF_RANGE = 3; // MMSA's constant for every dataset

  /**
   * The choices of such a network; a section of a config.
   *
   * @param textHidden numbers of the text LSTM's state
   * @param audioHidden width of the audio network
   * @param visionHidden width of the vision network
   * @param textOut width that the text's state is mapped to
   * @param postFusion width of the head
   * @param textDropout rate on the text's state; MMSA names one, but its LSTM of one layer turns it
   *     off, so 0 is what it runs with
   * @param audioDropout rate on the normalized mean of the audio
   * @param visionDropout rate on that of the vision
   * @param fusionDropout rate on the outer product
   */
  public record Config(
      int textHidden,
      int audioHidden,
      int visionHidden,
      int textOut,
      int postFusion,
      float textDropout,
      float audioDropout,
      float visionDropout,
      float fusionDropout)
      implements ModelConfig {
    private static final Set<Input> INPUTS =
        Collections.unmodifiableSet(EnumSet.of(Input.TEXT, Input.AUDIO, Input.VISION));

    public Config {
      ConfigCheck.require(textHidden >= 1, "text_hidden", textHidden, "at least 1");
      ConfigCheck.require(audioHidden >= 1, "audio_hidden", audioHidden, "at least 1");
      ConfigCheck.require(visionHidden >= 1, "vision_hidden", visionHidden, "at least 1");
      ConfigCheck.require(textOut >= 1, "text_out", textOut, "at least 1");
      ConfigCheck.require(postFusion >= 1, "post_fusion", postFusion, "at least 1");
      ConfigCheck.requireRate(textDropout, "text_dropout");
      ConfigCheck.requireRate(audioDropout, "audio_dropout");
      ConfigCheck.requireRate(visionDropout, "vision_dropout");
      ConfigCheck.requireRate(fusionDropout, "fusion_dropout");
    }

    @Override
    public Set<Input> inputs() {
      return INPUTS;
    }

    @Override
    public Tfn build(Weights weights, InputDims dims) {
      return new Tfn(weights, this, dims);
    }
  }

  private final Config config;
  private final LstmEncoder text;
  private final MeanEncoder audio;
  private final MeanEncoder vision;
  private final ReluHead head;

  /**
   * What the modalities come to.
   *
   * @param text t [B, Dt]
   * @param audio a [B, Da]
   * @param vision v [B, Dv]
   * @param product [B, (Da+1)(Dv+1)(Dt+1)]
   */
  record Features(
      Operand<TFloat32> text,
      Operand<TFloat32> audio,
      Operand<TFloat32> vision,
      Operand<TFloat32> product) {}

  Tfn(Weights weights, Config config, InputDims dims) {
    this.config = config;
    text =
        new LstmEncoder(
            weights.scope("text"),
            dims.of(Input.TEXT),
            config.textHidden(),
            config.textOut(),
            config.textDropout());
    audio =
        new MeanEncoder(
            weights.scope("audio"),
            dims.of(Input.AUDIO),
            config.audioHidden(),
            config.audioDropout());
    vision =
        new MeanEncoder(
            weights.scope("vision"),
            dims.of(Input.VISION),
            config.visionHidden(),
            config.visionDropout());
    head =
        new ReluHead(
            weights.scope("head"), productWidth(), config.postFusion(), config.fusionDropout());
  }

  private int productWidth() {
    return Math.multiplyExact(
        Math.multiplyExact(config.audioHidden() + 1, config.visionHidden() + 1),
        config.textOut() + 1);
  }

  Features features(Pass pass, Inputs inputs) {
    Operand<TFloat32> t = text.ofAllSteps(pass.scope("text"), inputs.frames(Input.TEXT));
    Operand<TFloat32> a = audio.apply(pass.scope("audio"), inputs.frames(Input.AUDIO));
    Operand<TFloat32> v = vision.apply(pass.scope("vision"), inputs.frames(Input.VISION));
    return new Features(t, a, v, product(pass.tf(), t, a, v));
  }

  private Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> t, Operand<TFloat32> a, Operand<TFloat32> v) {
    int pairs = (config.audioHidden() + 1) * (config.visionHidden() + 1);
    Operand<TFloat32> pair =
        tf.math.mul(
            tf.expandDims(withOne(tf, a), tf.constant(2)),
            tf.expandDims(withOne(tf, v), tf.constant(1))); // [B, Da+1, Dv+1]
    Operand<TFloat32> all =
        tf.math.mul(
            tf.reshape(pair, tf.constant(new int[] {-1, pairs, 1})),
            tf.expandDims(withOne(tf, t), tf.constant(1))); // [B, (Da+1)(Dv+1), Dt+1]
    return tf.reshape(all, tf.constant(new int[] {-1, productWidth()}));
  }

  /** The vectors with a 1 before them, so that a product of vectors has each of them alone too. */
  private static Operand<TFloat32> withOne(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> rows = tf.gather(tf.shape(x), tf.constant(0), tf.constant(0));
    Operand<TFloat32> ones = tf.fill(tf.stack(List.of(rows, tf.constant(1))), tf.constant(1f));
    return tf.concat(List.of(ones, x), tf.constant(1));
  }

  @Override
  public Outputs forward(Pass pass, Inputs inputs) {
    Ops tf = pass.tf();
    Features features = features(pass, inputs);
    Operand<TFloat32> score = head.apply(pass.scope("head"), features.product()).score();
    return Outputs.of(
        tf.math.sub(
            tf.math.mul(Activation.SIGMOID.apply(tf, score), tf.constant(2 * HALF_RANGE)),
            tf.constant(HALF_RANGE)));
  }

  @Override
  public Terms train(Pass pass, Inputs inputs, Targets targets) {
    Operand<TFloat32> score = forward(pass, inputs).sentiment();
    return Terms.of(Map.of(SENTIMENT, AbsoluteError.of(pass.tf(), score, targets.sentiment())));
  }
}
