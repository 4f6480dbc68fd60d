package org.dmmsa.model.graph;

import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Ones;
import org.tensorflow.framework.initializers.RandomNormal;
import org.tensorflow.framework.initializers.RandomUniform;
import org.tensorflow.framework.initializers.TruncatedNormal;
import org.tensorflow.framework.initializers.Zeros;
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
  Initializer ZEROS =
      (tf, shape, seed) -> new Zeros<TFloat32>().call(tf, tf.constant(shape), TFloat32.class);

  /** All ones: norm gains, CLS vectors. */
  Initializer ONES =
      (tf, shape, seed) -> new Ones<TFloat32>().call(tf, tf.constant(shape), TFloat32.class);

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

  /** Normal with variance 2 / (fanIn + fanOut): Xavier's, as PyTorch's {@code xavier_normal_}. */
  static Initializer glorotNormal(int fanIn, int fanOut) {
    return normal(Math.sqrt(2.0 / (fanIn + fanOut)));
  }

  /**
   * Normal around zero: what Hugging Face gives weights that a checkpoint does not have, with a
   * deviation of 0.02.
   */
  static Initializer normal(double deviation) {
    return (tf, shape, seed) ->
        new RandomNormal<TFloat32>(0, deviation, seed).call(tf, tf.constant(shape), TFloat32.class);
  }

  /** Uniform in ±limit. */
  private static Initializer uniform(double limit) {
    return (tf, shape, seed) ->
        new RandomUniform<TFloat32>(-limit, limit, seed)
            .call(tf, tf.constant(shape), TFloat32.class);
  }

  /** Uniform with variance 2 / (fanIn + fanOut): Xavier's, as PyTorch's {@code xavier_uniform_}. */
  static Initializer glorotUniform(int fanIn, int fanOut) {
    return uniform(Math.sqrt(6.0 / (fanIn + fanOut)));
  }

  /**
   * Normal with variance 2 / fanIn, cut at two of its deviations and widened to match: keeps the
   * size of a signal through layers that halve it (He et al. 2015). Not TensorFlow Framework's
   * class, which opens a session for every weight to learn its shape.
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
}
