package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * How far two kinds of features are from being orthogonal over a batch: the difference loss of
 * domain separation networks (Bousmalis et al. 2016), in the form that MISA's code has.
 *
 * <pre>
 * a, b    [B, D]
 * result  scalar  the mean of (Âᵀ·B̂)² over its D × D numbers
 * </pre>
 *
 * <p>Â has a's rows less their mean over the batch, each divided by its length plus 1e-6. The
 * length counts as a constant: no gradient goes through it.
 */
public final class Orthogonality {
  private static final float EPSILON = 1e-6f;

  private Orthogonality() {}

  /** The loss of a batch, a scalar; the same for b and a. */
  public static Operand<TFloat32> of(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    Operand<TFloat32> products =
        tf.linalg.matMul(unit(tf, a), unit(tf, b), MatMul.transposeA(true)); // [D, D]
    return MeanOf.all(tf, tf.math.square(products));
  }

  private static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> centred =
        tf.math.sub(x, tf.math.mean(x, tf.constant(0), Mean.keepDims(true)));
    Operand<TFloat32> squares =
        tf.reduceSum(tf.math.square(centred), tf.constant(1), ReduceSum.keepDims(true)); // [B, 1]
    Operand<TFloat32> lengths = tf.stopGradient(tf.math.sqrt(squares));
    return tf.math.div(centred, tf.math.add(lengths, tf.constant(EPSILON)));
  }
}
