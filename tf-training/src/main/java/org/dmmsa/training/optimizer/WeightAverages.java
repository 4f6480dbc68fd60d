package org.dmmsa.training.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.graph.Weight;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Exponential moving averages of the weights that train: what is evaluated, kept and exported in
 * their place (Polyak and Juditsky 1992). After each update, average = d·average + (1 - d)·weight.
 *
 * <p>d is min(decay, (1 + n) / (10 + n)) after n updates, as TensorFlow's {@code
 * ExponentialMovingAverage} has it, so that the first weights are soon forgotten. State such as a
 * moving mean is not averaged again.
 */
public final class WeightAverages {
  private final double decay;
  private final Placeholder<TFloat32> share;
  private final Map<Weight, Variable<TFloat32>> averages = new LinkedHashMap<>();
  private final Op start;
  private final Op swap;

  /**
   * Adds the averages of these weights.
   *
   * @param decay in [0, 1)
   */
  public WeightAverages(Ops root, List<Weight> weights, double decay) {
    this.decay = decay;
    Ops tf = root.withSubScope("average");
    share = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    List<Op> started = new ArrayList<>();
    List<Op> swapped = new ArrayList<>();
    for (Weight weight : weights) {
      Variable<TFloat32> average = tf.variable(weight.shape(), TFloat32.class);
      averages.put(weight, average);
      started.add(tf.assign(average, weight.value()));
      swapped.add(swap(tf, weight.variable(), average));
    }
    start = tf.withControlDependencies(started).noOp();
    swap = tf.withControlDependencies(swapped).noOp();
  }

  /** A read of a variable is no copy: it would change with the first of the two assignments. */
  private static Op swap(Ops tf, Variable<TFloat32> one, Variable<TFloat32> other) {
    Operand<TFloat32> first = tf.deepCopy(tf.identity(one));
    Operand<TFloat32> second = tf.deepCopy(tf.identity(other));
    Ops copied = tf.withControlDependencies(List.of(first, second));
    return copied
        .withControlDependencies(List.of(copied.assign(one, second), copied.assign(other, first)))
        .noOp();
  }

  /**
   * Adds the step of all averages, after an update.
   *
   * @param updates of the weights
   */
  Op step(Ops root, List<Op> updates) {
    Ops tf = root.withSubScope("average").withControlDependencies(updates);
    List<Op> steps = new ArrayList<>();
    averages.forEach(
        (weight, average) ->
            steps.add(
                tf.train.applyGradientDescent(
                    average,
                    share,
                    tf.math.sub(tf.identity(average), tf.identity(weight.variable())))));
    return tf.withControlDependencies(steps).noOp();
  }

  /** 1 - d, to be fed with each step. */
  public Placeholder<TFloat32> share() {
    return share;
  }

  /** What {@link #share} is after this many updates. */
  public float share(long updates) {
    return (float) (1 - Math.min(decay, (1.0 + updates) / (10.0 + updates)));
  }

  /** Makes each average its weight as it is now. */
  public Op start() {
    return start;
  }

  /** Exchanges weights and averages; a second time puts them back. */
  public Op swap() {
    return swap;
  }

  /** The averages, by weight. */
  public Map<Weight, Variable<TFloat32>> byWeight() {
    return averages;
  }
}
