package org.dmmsa.training.objective;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Each term is weighted by how uncertain the network is about its task (Kendall, Gal and Cipolla,
 * CVPR 2018): Σ w·(e⁻ˢ·L + s/2) over the terms L, where s = log σ² is learned with the network and
 * w is the fed weight.
 *
 * <pre>
 * objective/log_variance/TERM  []  s, starts at 0
 * </pre>
 *
 * <p>This is the paper's form for classification, L/σ² + log σ, for every term. Its form for
 * regression, L/(2σ²) + log σ, is the same but for a constant and a shift of s by log 2. So
 * training starts as with {@link WeightedSum}. The fed weight is ours, 1 in the paper: it weighs
 * the whole of a term, as a factor of L alone would be learned away, and at 0 the term and its s
 * rest.
 *
 * <p>The gradients of s count where gradients are clipped by their common norm.
 */
public record Uncertainty() implements Objective {
  private static final String LOG_VARIANCE = "log_variance";

  @Override
  public Operand<TFloat32> total(
      Ops tf,
      Weights weights,
      Terms terms,
      Operand<TFloat32> losses,
      Operand<TFloat32> fedWeights) {
    Weights own = weights.scope(PATH.substring(0, PATH.length() - 1)).scope(LOG_VARIANCE);
    List<Operand<TFloat32>> each = new ArrayList<>();
    for (String term : terms.names()) {
      each.add(own.create(term, Shape.scalar(), Initializer.ZEROS).value());
    }
    Operand<TFloat32> s = tf.stack(each);
    Operand<TFloat32> costs =
        tf.math.add(
            tf.math.mul(tf.math.exp(tf.math.neg(s)), losses), tf.math.mul(s, tf.constant(0.5f)));
    return tf.reduceSum(tf.math.mul(costs, fedWeights), tf.constant(0));
  }
}
