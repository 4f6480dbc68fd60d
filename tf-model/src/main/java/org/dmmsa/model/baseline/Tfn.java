package org.dmmsa.model.baseline;

import java.util.Set;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * TFN: tensor fusion network (Zadeh et al., EMNLP 2017), as MMSA has it.
 *
 * <pre>
 * t, a, v  as {@link LateFusion} has them
 *
 * [1, a] ⊗ [1, v] ⊗ [1, t]  [B, (Da+1)(Dv+1)(Dt+1)] ── head ── 6·sigmoid − 3  [B]
 * </pre>
 *
 * <p>The product is flattened with the text's index fastest and the audio's slowest.
 *
 * <p>As in MMSA, scores lie in (−3, 3) whatever the dataset: also on SIMS, whose labels end at ±1.
 * Differs from the paper where MMSA does: one vector of each modality's whole clip instead of one
 * for each word, and L1 instead of the squared error.
 */
public final class Tfn extends LateFusion {
  private static final int LARGEST_PRODUCT = 1 << 24;
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
    public Config {
      new Sizes(
          textHidden, audioHidden, visionHidden, textOut, textDropout, audioDropout, visionDropout);
      ConfigCheck.requireSize(postFusion, "post_fusion");
      double product = (textOut + 1.0) * (audioHidden + 1) * (visionHidden + 1);
      ConfigCheck.require(
          product <= LARGEST_PRODUCT,
          "text_out",
          "%.0f numbers in the outer product with audio_hidden and vision_hidden"
              .formatted(product),
          "at most " + LARGEST_PRODUCT);
      ConfigCheck.requireRate(fusionDropout, "fusion_dropout");
    }

    private Sizes sizes() {
      return new Sizes(
          textHidden, audioHidden, visionHidden, textOut, textDropout, audioDropout, visionDropout);
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
  private final ReluHead head;

  Tfn(Weights weights, Config config, InputDims dims) {
    super(weights, config.sizes(), dims);
    this.config = config;
    head =
        new ReluHead(
            weights.scope("head"), productWidth(), config.postFusion(), config.fusionDropout());
  }

  private int productWidth() {
    return (config.audioHidden() + 1) * (config.visionHidden() + 1) * (config.textOut() + 1);
  }

  @Override
  Operand<TFloat32> fuse(Ops tf, Vectors vectors) {
    int pairs = (config.audioHidden() + 1) * (config.visionHidden() + 1);
    Operand<TFloat32> a = WithOne.before(tf, vectors.audio());
    Operand<TFloat32> v = WithOne.before(tf, vectors.vision());
    Operand<TFloat32> t = WithOne.before(tf, vectors.text());
    Operand<TFloat32> pair =
        tf.math.mul(
            tf.expandDims(a, tf.constant(2)), tf.expandDims(v, tf.constant(1))); // [B, Da+1, Dv+1]
    Operand<TFloat32> all =
        tf.math.mul(
            tf.reshape(pair, tf.constant(new int[] {-1, pairs, 1})),
            tf.expandDims(t, tf.constant(1))); // [B, (Da+1)(Dv+1), Dt+1]
    return tf.reshape(all, tf.constant(new int[] {-1, productWidth()}));
  }

  @Override
  Operand<TFloat32> score(Pass pass, Operand<TFloat32> fused) {
    Ops tf = pass.tf();
    Operand<TFloat32> score = head.apply(pass, fused).score();
    return tf.math.sub(
        tf.math.mul(Activation.SIGMOID.apply(tf, score), tf.constant(2 * HALF_RANGE)),
        tf.constant(HALF_RANGE));
  }
}
