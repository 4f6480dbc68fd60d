package org.dmmsa.training.weighting;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An auxiliary term counts as far as it pulls where the main terms pull (Du et al. 2018, "Adapting
 * Auxiliary Losses Using Gradient Similarity", the weighted version): max(0, cos(∇ main, ∇ term))
 * in each step, where main is the sum of the other terms, which count once.
 *
 * <p>Ours: gradients are those with respect to the shared features, not to the weights below them.
 */
public record GradientCosine() implements StepWeighting {
  private static final float TINY = 1e-20f; // below it a gradient has no direction

  @Override
  public boolean needsFeatures() {
    return true;
  }

  @Override
  public WeightedLoss weigh(StepTerms terms) {
    if (terms.tasks().isEmpty()) {
      return terms.fedOnly();
    }
    Ops tf = terms.tf();
    Operand<TFloat32> main = terms.slope(terms.sum(terms.main())); // [N]
    Operand<TFloat32> tasks = terms.slopes(terms.tasks()); // [J, N]
    Operand<TFloat32> dots = tf.reduceSum(tf.math.mul(tasks, main), tf.constant(1));
    Operand<TFloat32> squares =
        tf.math.mul(
            tf.reduceSum(tf.math.square(tasks), tf.constant(1)),
            tf.reduceSum(tf.math.square(main), tf.constant(0)));
    Operand<TFloat32> cosines =
        tf.math.mul(dots, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(TINY))));
    return terms.byAuxiliary(tf.nn.relu(cosines));
  }
}
