package org.dmmsa.training.weighting;

import java.util.List;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * GradNorm (Chen et al., ICML 2018): the weights w of all K terms move so that their gradients
 * become alike in length, those of terms that fall slowly longer.
 *
 * <p>With g_k = |∇ L_k|, G_k = w_k·g_k, and r_k the ratio of L_k to its first value, divided by the
 * mean of these ratios, each step moves w_k down the slope of Σ |G_k - mean(G)·r_k^α|, where the
 * second part counts as constant; then all are scaled to sum to K.
 *
 * <pre>
 * weighting/terms         [K]  w, start at 1
 * weighting/first_losses  [K]  0 before the first step
 * </pre>
 *
 * <p>Ours: gradients are those with respect to the shared features; a step is rate·(slope /
 * mean(g)), so that the rate fits any scale of the losses; w stays at 1e-3 or above before it is
 * scaled.
 *
 * @param alpha α, from 0 up: how strongly slow terms are pulled along; the source has 0.12 to 1.5
 * @param rate of the weights, above 0; the source has 0.025
 */
public record GradNorm(double alpha, double rate) implements StepWeighting {
  private static final float LEAST = 1e-3f;
  private static final float LEAST_LOSS = 1e-8f;
  private static final float TINY = 1e-20f;

  public GradNorm {
    ConfigCheck.require(alpha >= 0 && Double.isFinite(alpha), "alpha", alpha, "a number from 0 up");
    ConfigCheck.require(rate > 0 && Double.isFinite(rate), "rate", rate, "a number above 0");
  }

  @Override
  public boolean needsFeatures() {
    return true;
  }

  @Override
  public WeightedLoss weigh(StepTerms terms) {
    Ops tf = terms.tf();
    Weights own = terms.own();
    StepVariable weights = StepVariable.create(tf, own, "terms", terms.size(), 1);
    StepVariable firsts = StepVariable.create(tf, own, "first_losses", terms.size(), 0);

    Operand<TFloat32> losses =
        tf.math.maximum(tf.stopGradient(terms.losses()), tf.constant(LEAST_LOSS));
    Operand<TFloat32> first =
        tf.select(tf.math.greater(firsts.before(), tf.constant(0f)), firsts.before(), losses);
    Operand<TFloat32> ratios = tf.math.div(losses, first);
    Operand<TFloat32> paces =
        tf.math.pow(
            tf.math.div(ratios, tf.math.mean(ratios, tf.constant(0))), tf.constant((float) alpha));
    Operand<TFloat32> lengths =
        tf.math.sqrt(
            tf.reduceSum(tf.math.square(terms.slopes(terms.names())), tf.constant(1))); // [K]
    Operand<TFloat32> weighted = tf.math.mul(weights.before(), lengths);
    Operand<TFloat32> wanted = tf.math.mul(tf.math.mean(weighted, tf.constant(0)), paces);
    Operand<TFloat32> slopes =
        tf.math.mul(
            tf.math.sign(tf.math.sub(weighted, wanted)),
            tf.math.div(
                lengths,
                tf.math.maximum(tf.math.mean(lengths, tf.constant(0)), tf.constant(TINY))));
    Operand<TFloat32> moved =
        tf.math.maximum(
            tf.math.sub(weights.before(), tf.math.mul(slopes, tf.constant((float) rate))),
            tf.constant(LEAST));
    Operand<TFloat32> scale =
        tf.math.div(tf.constant((float) terms.size()), tf.reduceSum(moved, tf.constant(0)));
    List<Op> remembered =
        List.of(weights.next(tf, tf.math.mul(moved, scale)), firsts.next(tf, first));
    return terms.byAll(tf.withControlDependencies(remembered).identity(weights.before()));
  }
}
