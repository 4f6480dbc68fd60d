package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How far predicted scores are from their labels: the mean over all numbers. */
public enum RegressionLoss {
  /** The paper's, see {@link SmoothL1}. */
  SMOOTH_L1 {
    @Override
    public Operand<TFloat32> of(
        Ops tf, Operand<TFloat32> predictions, Operand<TFloat32> targets, float phi) {
      return SmoothL1.of(tf, predictions, targets, phi);
    }
  },
  /** Most of MMSA's trainers', see {@link AbsoluteError}. */
  L1 {
    @Override
    public Operand<TFloat32> of(
        Ops tf, Operand<TFloat32> predictions, Operand<TFloat32> targets, float phi) {
      return AbsoluteError.of(tf, flat(tf, predictions), flat(tf, targets));
    }
  },
  /** ConFEDE's, see {@link SquaredError}. */
  SQUARED {
    @Override
    public Operand<TFloat32> of(
        Ops tf, Operand<TFloat32> predictions, Operand<TFloat32> targets, float phi) {
      return SquaredError.of(tf, predictions, targets);
    }
  };

  /**
   * The loss of a batch, a scalar.
   *
   * @param predictions any shape
   * @param targets the same shape
   * @param phi where smooth L1 turns linear, in units of the label; the others have no use for it
   */
  public abstract Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> predictions, Operand<TFloat32> targets, float phi);

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> x) {
    return tf.reshape(x, tf.constant(new int[] {-1}));
  }
}
