package org.dmmsa.model.baseline;

import java.util.Set;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * LMF: low-rank multimodal fusion (Liu et al., ACL 2018), as MMSA has it.
 *
 * <pre>
 * t, a, v  as {@link LateFusion} has them; Dt is half of the LSTM's numbers
 *
 * [1, a]·Fa ∘ [1, v]·Fv ∘ [1, t]·Ft  [B, R] ── weighted sum over the R ranks ── sentiment [B]
 * </pre>
 *
 * <p>The outer products of the R vectors of the three factors F, summed by the weights of the
 * ranks, would be the weights of a map of {@link Tfn}'s product.
 *
 * <p>MMSA never gives the weights of the ranks and the bias to its optimizer, so they stay as they
 * are drawn: a choice of the configs' parameter groups, and not of this network. The dropout after
 * fusion that it declares and does not use is not here.
 */
public final class Lmf extends LateFusion {
  /**
   * The choices of such a network; a section of a config.
   *
   * @param textHidden numbers of the text LSTM's state
   * @param audioHidden width of the audio network
   * @param visionHidden width of the vision network
   * @param rank R
   * @param textDropout rate on the text's state; MMSA names one, but its LSTM of one layer turns it
   *     off, so 0 is what it runs with
   * @param audioDropout rate on the normalized mean of the audio
   * @param visionDropout rate on that of the vision
   */
  public record Config(
      int textHidden,
      int audioHidden,
      int visionHidden,
      int rank,
      float textDropout,
      float audioDropout,
      float visionDropout)
      implements ModelConfig {
    public Config {
      ConfigCheck.requireSize(textHidden, 2, "text_hidden");
      ConfigCheck.requireSize(rank, "rank");
      new Sizes(textHidden, audioHidden, visionHidden, 1, textDropout, audioDropout, visionDropout);
    }

    private Sizes sizes() {
      return new Sizes(
          textHidden,
          audioHidden,
          visionHidden,
          textHidden / 2,
          textDropout,
          audioDropout,
          visionDropout);
    }

    @Override
    public Set<Input> inputs() {
      return INPUTS;
    }

    @Override
    public Lmf build(Weights weights, InputDims dims) {
      return new Lmf(weights, this, dims);
    }
  }

  private final Weight textFactor;
  private final Weight audioFactor;
  private final Weight visionFactor;
  private final Weight ranks;
  private final Weight bias;

  Lmf(Weights weights, Config config, InputDims dims) {
    super(weights, config.sizes(), dims);
    int rank = config.rank();
    Weights factors = weights.scope("factor");
    textFactor = factor(factors, "text", rank, config.sizes().textOut());
    audioFactor = factor(factors, "audio", rank, config.audioHidden());
    visionFactor = factor(factors, "vision", rank, config.visionHidden());
    Weights fusion = weights.scope("fusion");
    ranks = fusion.create("weights", Shape.of(1, rank), Initializer.glorotNormal(rank, 1));
    bias = fusion.create("bias", Shape.of(1), Initializer.ZEROS);
  }

  private static Weight factor(Weights factors, String name, int rank, int width) {
    return factors.create(
        name, Shape.of(rank, width + 1), Initializer.glorotNormal(width + 1, rank));
  }

  @Override
  Operand<TFloat32> fuse(Ops tf, Vectors vectors) {
    return tf.math.mul(
        tf.math.mul(
            product(tf, vectors.audio(), audioFactor), product(tf, vectors.vision(), visionFactor)),
        product(tf, vectors.text(), textFactor));
  }

  private static Operand<TFloat32> product(Ops tf, Operand<TFloat32> x, Weight factor) {
    return tf.linalg.matMul(
        WithOne.before(tf, x), factor.value(), MatMul.transposeB(true)); // [B, R]
  }

  @Override
  Operand<TFloat32> score(Pass pass, Operand<TFloat32> fused) {
    Ops tf = pass.tf();
    Operand<TFloat32> weighted = tf.math.mul(fused, ranks.value());
    return tf.math.add(tf.reduceSum(weighted, tf.constant(1)), bias.value());
  }
}
