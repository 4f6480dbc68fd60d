package org.dmmsa.training.weighting;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Random loss weighting (Lin et al., TMLR 2022): in each step the weights of all K terms are a
 * softmax of K numbers drawn from N(0, 1), so they are positive and sum to 1. A function of the
 * step's seed.
 */
public record RandomWeights() implements StepWeighting {
  private static final long SITE = -1; // dropout draws with the same seed at the sites from 0 up

  @Override
  public WeightedLoss weigh(StepTerms terms) {
    Ops tf = terms.tf();
    Operand<TInt64> seed = tf.stack(List.of(terms.seed(), tf.constant(SITE)));
    Operand<TFloat32> drawn =
        tf.random.statelessRandomNormal(tf.array(terms.size()), seed, TFloat32.class);
    return terms.byAll(tf.nn.softmax(drawn));
  }
}
