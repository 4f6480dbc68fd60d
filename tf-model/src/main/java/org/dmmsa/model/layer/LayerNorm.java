package org.dmmsa.model.layer;

import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Normalizes the last dimension to mean 0 and variance 1, then scales and shifts it (Ba et al.
 * 2016). The variance is that of the population, epsilon is added to it.
 *
 * <pre>
 * x, result  [..., D]
 * </pre>
 */
public final class LayerNorm {
  private final float epsilon;
  private final Weight gain;
  private final Weight bias;

  public LayerNorm(Weights weights, int width, float epsilon) {
    this.epsilon = epsilon;
    gain = weights.create("gain", Shape.of(width), Initializer.ONES);
    bias = weights.create("bias", Shape.of(width), Initializer.ZEROS);
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    Ops tf = pass.tf();
    Operand<TFloat32> centred =
        tf.math.sub(x, tf.math.mean(x, tf.constant(-1), Mean.keepDims(true)));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.square(centred), tf.constant(-1), Mean.keepDims(true));
    Operand<TFloat32> scale = tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon)));
    return tf.math.add(tf.math.mul(tf.math.mul(centred, scale), gain.value()), bias.value());
  }
}
