package org.dmmsa.model.layer;

import java.util.List;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Lets every position of a sequence gather what it needs from the others, or from the positions of
 * another sequence.
 *
 * <pre>
 * x             [B, Q, D]     what asks
 * keys, values  [B, S, D]     what is asked; x itself, with S = Q, unless given
 * blocked       [B, 1, 1, S]  0 for a position that may be attended to, {@link Masks#BLOCKED} else;
 *                             or [1, 1, Q, S], the same for all samples
 * result        [B, Q, D]
 * </pre>
 *
 * <p>Scaled dot-product attention with N heads, Vaswani et al. 2017, section 3.2. No residual and
 * no norm: {@link TransformerLayer} and {@link PreNormLayer} add both.
 */
public final class Attention {
  private final int heads;
  private final int headWidth;
  private final float dropout;
  private final Dense query;
  private final Dense key;
  private final Dense value;
  private final Dense output;

  /**
   * @param kernels how the kernels of query, key and value start
   * @param outputKernel how the kernel of the output starts; all biases start at 0
   */
  public Attention(
      Weights weights, TransformerSizes sizes, Initializer kernels, Initializer outputKernel) {
    int width = sizes.width();
    heads = sizes.heads();
    headWidth = width / heads;
    dropout = sizes.attentionDropout();
    query = new Dense(weights.scope("query"), width, width, kernels, Initializer.ZEROS);
    key = new Dense(weights.scope("key"), width, width, kernels, Initializer.ZEROS);
    value = new Dense(weights.scope("value"), width, width, kernels, Initializer.ZEROS);
    output = new Dense(weights.scope("output"), width, width, outputKernel, Initializer.ZEROS);
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x, Operand<TFloat32> blocked) {
    return apply(pass, x, x, x, blocked);
  }

  public Operand<TFloat32> apply(
      Pass pass,
      Operand<TFloat32> x,
      Operand<TFloat32> keys,
      Operand<TFloat32> values,
      Operand<TFloat32> blocked) {
    Ops tf = pass.tf();
    Operand<TFloat32> scaled =
        tf.math.mul(query.apply(pass, x), tf.constant((float) (1 / Math.sqrt(headWidth))));
    Operand<TFloat32> q = split(tf, scaled); // [B, N, Q, H]
    Operand<TFloat32> k = split(tf, key.apply(pass, keys)); // [B, N, S, H]
    Operand<TFloat32> v = split(tf, value.apply(pass, values)); // [B, N, S, H]
    Operand<TFloat32> scores =
        tf.train.batchMatMul(q, k, TFloat32.class, BatchMatMul.adjY(true)); // [B, N, Q, S]
    Operand<TFloat32> share = pass.dropout(tf.nn.softmax(tf.math.add(scores, blocked)), dropout);
    Operand<TFloat32> gathered = tf.train.batchMatMul(share, v, TFloat32.class);
    return output.apply(pass, join(tf, gathered));
  }

  private Operand<TFloat32> split(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> shape = tf.shape(x);
    Operand<TFloat32> parts =
        tf.reshape(
            x,
            tf.stack(
                List.of(
                    size(tf, shape, 0),
                    size(tf, shape, 1),
                    tf.constant(heads),
                    tf.constant(headWidth))));
    return swap(tf, parts);
  }

  private Operand<TFloat32> join(Ops tf, Operand<TFloat32> parts) {
    Operand<TFloat32> swapped = swap(tf, parts);
    Operand<TInt32> shape = tf.shape(swapped);
    return tf.reshape(
        swapped,
        tf.stack(List.of(size(tf, shape, 0), size(tf, shape, 1), tf.constant(heads * headWidth))));
  }

  private static Operand<TFloat32> swap(Ops tf, Operand<TFloat32> x) {
    return tf.linalg.transpose(x, tf.constant(new int[] {0, 2, 1, 3}));
  }

  private static Operand<TInt32> size(Ops tf, Operand<TInt32> shape, int axis) {
    return tf.gather(shape, tf.constant(axis), tf.constant(0));
  }
}
