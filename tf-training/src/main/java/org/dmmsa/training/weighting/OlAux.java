package org.dmmsa.training.weighting;

import java.util.List;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Online learning of auxiliary weights, OL-AUX (Lin et al., NeurIPS 2019, "Adaptive Auxiliary Task
 * Weighting for Reinforcement Learning"): every N steps the weight of an auxiliary term moves by
 * β·Σ ∇ main · ∇ term over these steps, where main is the sum of the other terms, which count once.
 *
 * <pre>
 * weighting/auxiliary  [J]  the weights, start at 1/J
 * weighting/products   [J]  the sum since they last moved
 * weighting/steps      [1]  how many steps it is of
 * </pre>
 *
 * <p>Ours: gradients are those with respect to the shared features, not to the weights below them;
 * the start; and no weight falls below 0.
 *
 * @param every N, at least 1
 * @param rate β, above 0; the learning rate of the network is in it
 */
public record OlAux(int every, double rate) implements StepWeighting {
  public OlAux {
    ConfigCheck.require(every >= 1, "every", every, "a step count from 1 up");
    ConfigCheck.require(rate > 0 && Double.isFinite(rate), "rate", rate, "a number above 0");
  }

  @Override
  public boolean needsFeatures() {
    return true;
  }

  @Override
  public WeightedLoss weigh(StepTerms terms) {
    int tasks = terms.tasks().size();
    if (tasks == 0) {
      return terms.fedOnly();
    }
    Ops tf = terms.tf();
    Weights own = terms.own();
    StepVariable weights = StepVariable.create(tf, own, "auxiliary", tasks, 1f / tasks);
    StepVariable products = StepVariable.create(tf, own, "products", tasks, 0);
    StepVariable steps = StepVariable.create(tf, own, "steps", 1, 0);

    Operand<TFloat32> main = terms.slope(terms.sum(terms.main())); // [N]
    Operand<TFloat32> dots =
        tf.reduceSum(tf.math.mul(terms.slopes(terms.tasks()), main), tf.constant(1)); // [J]
    Operand<TFloat32> sums = tf.math.add(products.before(), dots);
    Operand<TFloat32> count = tf.math.add(steps.before(), tf.constant(1f));
    Operand<TBool> due = tf.math.greaterEqual(count, tf.constant((float) every));
    Operand<TFloat32> moved =
        tf.nn.relu(tf.math.add(weights.before(), tf.math.mul(sums, tf.constant((float) rate))));
    Operand<TFloat32> none = tf.constant(0f);
    List<Op> remembered =
        List.of(
            weights.next(tf, tf.select(due, moved, weights.before())),
            products.next(tf, tf.select(due, none, sums)),
            steps.next(tf, tf.select(due, none, count)));
    return terms.byAuxiliary(tf.withControlDependencies(remembered).identity(weights.before()));
  }
}
