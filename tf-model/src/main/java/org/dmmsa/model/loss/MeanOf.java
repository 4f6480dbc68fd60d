package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The mean over every number of an operand of any shape. */
public final class MeanOf {
  private MeanOf() {}

  public static Operand<TFloat32> all(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(tf.reshape(x, tf.constant(new int[] {-1})), tf.constant(0));
  }
}
