package org.dmmsa.model.layer;

import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One encoder layer: attention, then a feed-forward block, each added to its input and normalized
 * afterwards (post-norm, Vaswani et al. 2017, section 3.1). BERT and the audio and vision encoders
 * are stacks of it.
 *
 * <pre>
 * x, result  [B, S, D]
 * blocked    [B, 1, 1, S]  see {@link Masks#blocked}
 * </pre>
 */
public final class TransformerLayer {
  private final TransformerSizes sizes;
  private final Attention attention;
  private final LayerNorm attentionNorm;
  private final Dense expand;
  private final Dense contract;
  private final LayerNorm feedForwardNorm;

  private TransformerLayer(
      Weights weights,
      TransformerSizes sizes,
      Attention attention,
      LayerNorm attentionNorm,
      Dense expand,
      Dense contract) {
    this.sizes = sizes;
    this.attention = attention;
    this.attentionNorm = attentionNorm;
    this.expand = expand;
    this.contract = contract;
    feedForwardNorm =
        new LayerNorm(weights.scope("feedforward_norm"), sizes.width(), sizes.epsilon());
  }

  /** A layer that starts as PyTorch's {@code TransformerEncoderLayer} does. */
  public static TransformerLayer startingAsTorch(Weights weights, TransformerSizes sizes) {
    return new TransformerLayer(
        weights,
        sizes,
        new Attention(
            weights.scope("attention"),
            sizes,
            Initializer.stackedAttention(sizes.width()),
            Initializer.linear(sizes.width())),
        new LayerNorm(weights.scope("attention_norm"), sizes.width(), sizes.epsilon()),
        new Dense(weights.scope("expand"), sizes.width(), sizes.inner()),
        new Dense(weights.scope("contract"), sizes.inner(), sizes.width()));
  }

  /** A layer that starts as BERT's do: normal kernels of deviation 0.02, zero biases. */
  public static TransformerLayer startingAsBert(Weights weights, TransformerSizes sizes) {
    Initializer kernel = Initializer.truncatedNormal(0.02);
    return new TransformerLayer(
        weights,
        sizes,
        new Attention(weights.scope("attention"), sizes, kernel, kernel),
        new LayerNorm(weights.scope("attention_norm"), sizes.width(), sizes.epsilon()),
        new Dense(weights.scope("expand"), sizes.width(), sizes.inner(), kernel, Initializer.ZEROS),
        new Dense(
            weights.scope("contract"), sizes.inner(), sizes.width(), kernel, Initializer.ZEROS));
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x, Operand<TFloat32> blocked) {
    return apply(pass, x, x, blocked);
  }

  /**
   * What {@link #apply} has at the first position, [B, 1, D], and nothing is computed for others.
   */
  public Operand<TFloat32> first(Pass pass, Operand<TFloat32> x, Operand<TFloat32> blocked) {
    Ops tf = pass.tf();
    Operand<TFloat32> first =
        tf.slice(x, tf.constant(new int[] {0, 0, 0}), tf.constant(new int[] {-1, 1, -1}));
    return apply(pass, first, x, blocked);
  }

  /** Of the positions {@code x}, which look at those of {@code sequence}. */
  private Operand<TFloat32> apply(
      Pass pass, Operand<TFloat32> x, Operand<TFloat32> sequence, Operand<TFloat32> blocked) {
    Ops tf = pass.tf();
    Operand<TFloat32> attended =
        pass.dropout(attention.apply(pass, x, sequence, sequence, blocked), sizes.dropout());
    Operand<TFloat32> y = attentionNorm.apply(pass, tf.math.add(x, attended));
    Operand<TFloat32> inner =
        pass.dropout(sizes.activation().apply(tf, expand.apply(pass, y)), sizes.innerDropout());
    Operand<TFloat32> fed = pass.dropout(contract.apply(pass, inner), sizes.dropout());
    return feedForwardNorm.apply(pass, tf.math.add(y, fed));
  }
}
