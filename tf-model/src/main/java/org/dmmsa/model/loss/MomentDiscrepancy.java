package org.dmmsa.model.loss;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * How differently two kinds of features are distributed over a batch: the central moment
 * discrepancy (Zellinger et al. 2017) with features taken as they are, not divided by their range.
 *
 * <pre>
 * a, b    [B, D]
 * result  scalar  ‖mean(a) − mean(b)‖ + Σ_k ‖mean((a − mean(a))^k) − mean((b − mean(b))^k)‖, k from 2
 * </pre>
 *
 * <p>Means are over the batch. Where two moments are equal, as all central ones of a batch of one
 * row are, the slope of their distance is taken as 0; MMSA's is NaN there.
 */
public final class MomentDiscrepancy {
  private MomentDiscrepancy() {}

  /**
   * The loss of a batch, a scalar.
   *
   * @param moments the highest k
   */
  public static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> b, int moments) {
    Operand<TFloat32> meanOfA = mean(tf, a);
    Operand<TFloat32> meanOfB = mean(tf, b);
    List<Operand<TFloat32>> distances = new ArrayList<>();
    distances.add(distance(tf, meanOfA, meanOfB));
    Operand<TFloat32> centredA = tf.math.sub(a, meanOfA);
    Operand<TFloat32> centredB = tf.math.sub(b, meanOfB);
    Operand<TFloat32> powerOfA = centredA;
    Operand<TFloat32> powerOfB = centredB;
    for (int k = 2; k <= moments; k++) {
      powerOfA = tf.math.mul(powerOfA, centredA);
      powerOfB = tf.math.mul(powerOfB, centredB);
      distances.add(distance(tf, mean(tf, powerOfA), mean(tf, powerOfB)));
    }
    return tf.math.addN(distances);
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(0)); // [D]
  }

  private static Operand<TFloat32> distance(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    Operand<TFloat32> squares = tf.reduceSum(tf.math.square(tf.math.sub(a, b)), tf.constant(0));
    Operand<TBool> apart = tf.math.greater(squares, tf.constant(0f));
    Operand<TFloat32> safe = tf.select(apart, squares, tf.constant(1f)); // the root's slope at 0
    return tf.select(apart, tf.math.sqrt(safe), tf.constant(0f));
  }
}
