package org.dmmsa.training.weighting;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Each term is weighted by how uncertain the network is about its task (Kendall, Gal and Cipolla,
 * CVPR 2018): Σ e⁻ˢ·L + s/2 over all terms L, where s = log σ² is learned with the network. e⁻ˢ is
 * the weight of a term.
 *
 * <pre>
 * weighting/log_variance/TERM  []  s, starts at 0
 * </pre>
 *
 * <p>This is the paper's form for classification, L/σ² + log σ, for every term. Its form for
 * regression, L/(2σ²) + log σ, is the same but for a constant and a shift of s by log 2. So
 * training starts as with weights of 1.
 *
 * <p>The optimizer trains s like any weight, in the group that has its path, and never decays it.
 * Its gradients count where gradients are clipped by their common norm.
 */
public record Uncertainty() implements StepWeighting {
  private static final String LOG_VARIANCE = "log_variance";

  @Override
  public WeightedLoss weigh(StepTerms terms) {
    Ops tf = terms.tf();
    Weights own = terms.own().scope(LOG_VARIANCE);
    List<Operand<TFloat32>> each = new ArrayList<>();
    for (String term : terms.names()) {
      each.add(own.create(term, Shape.scalar(), Initializer.ZEROS).value());
    }
    Operand<TFloat32> s = tf.stack(each);
    Operand<TFloat32> weights = tf.math.exp(tf.math.neg(s));
    Operand<TFloat32> costs =
        tf.math.add(tf.math.mul(weights, terms.losses()), tf.math.mul(s, tf.constant(0.5f)));
    return new WeightedLoss(tf.reduceSum(costs, tf.constant(0)), terms.names(), weights);
  }
}
