package org.dmmsa.model.graph;

import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.TruncatedNormal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Gives a new weight its first value, drawn from the seed alone: the same seed gives the same value
 * on every machine and in every run.
 */
@FunctionalInterface
public interface Initializer {
  /** All zeros: norm biases, position tables. */
  Initializer ZEROS = (tf, shape, seed) -> constant(tf, shape, 0f);

  /** All ones: norm gains, CLS vectors. */
  Initializer ONES = (tf, shape, seed) -> constant(tf, shape, 1f);

  /** The value of a weight of this shape. */
  Operand<TFloat32> value(Ops tf, Shape shape, long seed);

  /**
   * Uniform in ±1/√fanIn: what PyTorch gives the kernel and the bias of a linear layer, and so what
   * the networks of MMSA and ConFEDE start from.
   */
  static Initializer linear(int fanIn) {
    return uniform(1 / Math.sqrt(fanIn));
  }

  /**
   * Xavier uniform over query, key and value stacked, as PyTorch's attention draws them: the limit
   * of each [D, D] part is √(6 / (D + 3D)).
   */
  static Initializer stackedAttention(int width) {
    return uniform(Math.sqrt(1.5 / width));
  }

  /**
   * Uniform in ±limit. Written out: the uniform and the scaled initializers of TensorFlow Framework
   * open a session to learn a shape and run all initializers of the graph in it, for every weight.
   */
  private static Initializer uniform(double limit) {
    return (tf, shape, seed) -> {
      Operand<TFloat32> unit =
          tf.random.statelessRandomUniform(
              tf.constant(shape), tf.constant(new long[] {seed, 0}), TFloat32.class);
      return tf.math.sub(
          tf.math.mul(unit, tf.constant((float) (2 * limit))), tf.constant((float) limit));
    };
  }

  /**
   * Normal with variance 2 / fanIn, cut at two of its deviations and widened to match: keeps the
   * size of a signal through layers that halve it (He et al. 2015).
   */
  static Initializer he(int fanIn) {
    double lossByCutting = 0.8796256610342398; // deviation of a standard normal cut at ±2
    return truncatedNormal(Math.sqrt(2.0 / fanIn) / lossByCutting);
  }

  /** Normal around zero, cut at two standard deviations: what BERT starts from. */
  static Initializer truncatedNormal(double deviation) {
    return (tf, shape, seed) ->
        new TruncatedNormal<TFloat32>(0, deviation, seed)
            .call(tf, tf.constant(shape), TFloat32.class);
  }

  private static Operand<TFloat32> constant(Ops tf, Shape shape, float value) {
    return tf.fill(tf.constant(shape), tf.constant(value));
  }
}
