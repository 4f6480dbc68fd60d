package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Mean squared error, over all numbers. */
public final class SquaredError {
  private SquaredError() {}

  /**
   * The loss of a batch, a scalar.
   *
   * @param predictions any shape
   * @param targets the same shape
   */
  public static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> predictions, Operand<TFloat32> targets) {
    return MeanOf.all(tf, tf.math.squaredDifference(predictions, targets));
  }
}
