package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Smooth L1 loss: 0.5·d²/φ where |d| &lt; φ, else |d| − 0.5·φ; the mean over all numbers.
 *
 * <p>The paper's equation for L_MSR and L_Uni. Differs from its print: there the square is of d/φ,
 * which jumps at |d| = φ unless φ is 1; this is PyTorch's form, equal at φ = 1 (the default).
 */
public final class SmoothL1 {
  private SmoothL1() {}

  /**
   * The loss of a batch, a scalar.
   *
   * @param predictions any shape
   * @param targets the same shape
   * @param phi where the parabola ends, above 0, in units of the label
   */
  public static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> predictions, Operand<TFloat32> targets, float phi) {
    Operand<TFloat32> distance = tf.math.abs(tf.math.sub(predictions, targets));
    Operand<TFloat32> curved = tf.math.minimum(distance, tf.constant(phi));
    Operand<TFloat32> each =
        tf.math.add(
            tf.math.mul(tf.math.square(curved), tf.constant(0.5f / phi)),
            tf.math.sub(distance, curved));
    return MeanOf.all(tf, each);
  }
}
