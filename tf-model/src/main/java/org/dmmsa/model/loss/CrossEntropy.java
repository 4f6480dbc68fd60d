package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Cross-entropy of the coarse sentiment classification, L_MSC; the mean over the batch.
 *
 * <p>Goes through the dense op: TensorFlow has no gradient for the sparse one outside of Python.
 */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * The loss of a batch, a scalar.
   *
   * @param logits [B, C]
   * @param classes [B], each in 0..C-1
   */
  public static Operand<TFloat32> of(Ops tf, Operand<TFloat32> logits, Operand<TInt32> classes) {
    Operand<TFloat32> oneHot =
        tf.oneHot(
            classes, tf.constant((int) logits.shape().get(1)), tf.constant(1f), tf.constant(0f));
    return MeanOf.all(tf, tf.nn.softmaxCrossEntropyWithLogits(logits, oneHot).loss());
  }
}
