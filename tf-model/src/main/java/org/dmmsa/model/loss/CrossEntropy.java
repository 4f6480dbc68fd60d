package org.dmmsa.model.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Cross-entropy of the coarse sentiment classification, L_MSC; the mean over the batch.
 *
 * <p>Made of the logarithm of the softmax: of TensorFlow's own cross-entropies the sparse one has
 * no gradient outside of Python, and the dense one is refused on a GPU where {@code
 * TF_DETERMINISTIC_OPS=1} asks for the same bits each time.
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
    Operand<TFloat32> ofTheTruth = tf.math.mul(oneHot, tf.nn.logSoftmax(logits));
    return tf.math.neg(MeanOf.all(tf, tf.sum(ofTheTruth, tf.constant(1))));
  }
}
