package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Losses;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Mean squared error: what ConFEDE pretrains each modality's encoder with. */
public final class SquaredError {
  private SquaredError() {}

  /**
   * The loss of a batch, a scalar.
   *
   * @param predictions [B]
   * @param targets [B]
   */
  public static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> predictions, Operand<TFloat32> targets) {
    return Losses.meanSquaredError(tf, targets, predictions);
  }
}
