package org.dmmsa.model.baseline;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Vectors with a 1 before them, so that a product of vectors has each of them alone too. */
final class WithOne {
  private WithOne() {}

  /**
   * Puts the 1 before each vector.
   *
   * @param x [B, D]
   * @return [B, D+1]
   */
  static Operand<TFloat32> before(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> rows = tf.gather(tf.shape(x), tf.constant(0), tf.constant(0));
    Operand<TFloat32> ones = tf.fill(tf.stack(List.of(rows, tf.constant(1))), tf.constant(1f));
    return tf.concat(List.of(ones, x), tf.constant(1));
  }
}
