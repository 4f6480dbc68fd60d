package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Losses;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Mean absolute error, |prediction − target|: what the baselines of MMSA are trained with. */
public final class AbsoluteError {
  private AbsoluteError() {}

  /**
   * The loss of a batch, a scalar.
   *
   * @param predictions [B]
   * @param targets [B]
   */
  public static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> predictions, Operand<TFloat32> targets) {
    return Losses.meanAbsoluteError(tf, targets, predictions);
  }

  /**
   * The loss of a batch whose rows count differently, a scalar: the mean over the rows of weight
   * times distance. It is not divided by the sum of the weights.
   *
   * @param predictions [B]
   * @param targets [B]
   * @param rowWeights [B]
   */
  public static Operand<TFloat32> of(
      Ops tf,
      Operand<TFloat32> predictions,
      Operand<TFloat32> targets,
      Operand<TFloat32> rowWeights) {
    Operand<TFloat32> distances = tf.math.abs(tf.math.sub(predictions, targets));
    return MeanOf.all(tf, tf.math.mul(rowWeights, distances));
  }
}
