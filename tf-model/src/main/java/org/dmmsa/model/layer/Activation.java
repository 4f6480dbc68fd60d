package org.dmmsa.model.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A nonlinearity, as inside a feed-forward block.
 *
 * <p>GELU is written out instead of taken from TensorFlow Framework, whose tanh form goes through
 * {@code Pow}: that op's gradient also computes a logarithm of every activation.
 */
public enum Activation {
  /** x·Φ(x) with the error function (Hendrycks and Gimpel 2016). */
  GELU {
    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
      Operand<TFloat32> share =
          tf.math.add(
              tf.constant(1f), tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5)))));
      return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), share);
    }
  },
  /** The tanh approximation of the same paper, which the first BERT releases use. */
  GELU_TANH {
    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
      Operand<TFloat32> cubic =
          tf.math.mul(tf.math.mul(x, tf.math.square(x)), tf.constant(0.044715f));
      Operand<TFloat32> share =
          tf.math.add(
              tf.constant(1f),
              tf.math.tanh(
                  tf.math.mul(tf.math.add(x, cubic), tf.constant((float) Math.sqrt(2 / Math.PI)))));
      return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), share);
    }
  },
  /** max(x, 0). */
  RELU {
    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
      return tf.nn.relu(x);
    }
  },
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID {
    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
      return tf.math.sigmoid(x);
    }
  };

  /** Applies it to every number of x. */
  public abstract Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x);
}
