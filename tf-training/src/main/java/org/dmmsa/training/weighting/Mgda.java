package org.dmmsa.training.weighting;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Multi-objective optimization of two tasks (Sener and Koltun, NeurIPS 2018, MGDA-UB): the sum of
 * the main terms counts γ and that of the auxiliary ones 1 - γ, such that γ·∇ main + (1 - γ)·∇
 * auxiliary is as short as it can be. Gradients are those with respect to the shared features; for
 * two tasks γ is ((∇ auxiliary - ∇ main) · ∇ auxiliary) / |∇ main - ∇ auxiliary|², within [0, 1].
 *
 * <p>Ours: all terms in two tasks, where the source has as many tasks as terms.
 */
public record Mgda() implements StepWeighting {
  private static final float TINY = 1e-20f; // below it the two gradients are the same

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
    Operand<TFloat32> main = terms.slope(terms.sum(terms.main()));
    Operand<TFloat32> auxiliary = terms.slope(terms.sum(terms.tasks()));
    Operand<TFloat32> apart = tf.math.sub(auxiliary, main);
    Operand<TFloat32> share =
        tf.math.div(
            tf.reduceSum(tf.math.mul(apart, auxiliary), tf.constant(0)),
            tf.math.maximum(
                tf.reduceSum(tf.math.square(apart), tf.constant(0)), tf.constant(TINY)));
    Operand<TFloat32> ofMain = tf.clipByValue(share, tf.constant(0f), tf.constant(1f));
    Operand<TFloat32> ofAuxiliary = tf.math.sub(tf.constant(1f), ofMain);
    List<Operand<TFloat32>> each =
        terms.names().stream()
            .map(name -> terms.tasks().contains(name) ? ofAuxiliary : ofMain)
            .toList();
    return terms.byAll(tf.stack(each));
  }
}
