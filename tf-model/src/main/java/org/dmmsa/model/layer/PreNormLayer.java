package org.dmmsa.model.layer;

import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One layer that normalizes before attention and before the feed-forward block, and adds each to
 * what it was given (pre-norm). Its positions may attend to another sequence: MulT's cross-modal
 * layer (Tsai et al. 2019, section 3.1).
 *
 * <pre>
 * x, result     [B, Q, D]
 * keys, values  [B, S, D]                     x itself unless given
 * blocked       [B, 1, 1, S] or [1, 1, Q, S]  see {@link Attention}
 * </pre>
 *
 * <p>One norm serves x, keys and values. All kernels start as Xavier's uniform has it, those of
 * query, key and value as if they were one, and all biases at 0, as in MulT's code.
 */
public final class PreNormLayer {
  private final TransformerSizes sizes;
  private final Attention attention;
  private final LayerNorm attentionNorm;
  private final Dense expand;
  private final Dense contract;
  private final LayerNorm feedForwardNorm;

  public PreNormLayer(Weights weights, TransformerSizes sizes) {
    this.sizes = sizes;
    int width = sizes.width();
    int inner = sizes.inner();
    Initializer stacked = Initializer.stackedAttention(width);
    Initializer square = Initializer.glorotUniform(width, width);
    Initializer oblong = Initializer.glorotUniform(width, inner);
    attention = new Attention(weights.scope("attention"), sizes, stacked, square);
    attentionNorm = new LayerNorm(weights.scope("attention_norm"), width, sizes.epsilon());
    expand = new Dense(weights.scope("expand"), width, inner, oblong, Initializer.ZEROS);
    contract = new Dense(weights.scope("contract"), inner, width, oblong, Initializer.ZEROS);
    feedForwardNorm = new LayerNorm(weights.scope("feedforward_norm"), width, sizes.epsilon());
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x, Operand<TFloat32> blocked) {
    Operand<TFloat32> normed = attentionNorm.apply(pass, x);
    return added(pass, x, attention.apply(pass, normed, blocked));
  }

  public Operand<TFloat32> apply(
      Pass pass,
      Operand<TFloat32> x,
      Operand<TFloat32> keys,
      Operand<TFloat32> values,
      Operand<TFloat32> blocked) {
    Operand<TFloat32> q = attentionNorm.apply(pass, x);
    Operand<TFloat32> k = attentionNorm.apply(pass, keys);
    Operand<TFloat32> v = values.equals(keys) ? k : attentionNorm.apply(pass, values);
    return added(pass, x, attention.apply(pass, q, k, v, blocked));
  }

  private Operand<TFloat32> added(Pass pass, Operand<TFloat32> x, Operand<TFloat32> attended) {
    Ops tf = pass.tf();
    Operand<TFloat32> y = tf.math.add(x, pass.dropout(attended, sizes.dropout()));
    Operand<TFloat32> normed = feedForwardNorm.apply(pass, y);
    Operand<TFloat32> inner =
        pass.dropout(
            sizes.activation().apply(tf, expand.apply(pass, normed)), sizes.innerDropout());
    Operand<TFloat32> fed = contract.apply(pass, inner);
    return tf.math.add(y, pass.dropout(fed, sizes.dropout()));
  }
}
