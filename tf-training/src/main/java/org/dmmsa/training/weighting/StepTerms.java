package org.dmmsa.training.weighting;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The K terms of a loss in the graph of a training, of which J are auxiliary: what weightings make
 * their weights of.
 *
 * @param tf where ops go
 * @param graph the same graph, for gradients
 * @param weights those of the model, at their root
 * @param terms of the loss
 * @param tasks the auxiliary terms
 * @param losses of all terms, [K]
 * @param fed how much each counts, [K]; 1 for all under a {@link StepWeighting}
 * @param seed of the step, a scalar
 */
public record StepTerms(
    Ops tf,
    Graph graph,
    Weights weights,
    Terms terms,
    List<String> tasks,
    Operand<TFloat32> losses,
    Operand<TFloat32> fed,
    Operand<TInt64> seed) {
  public StepTerms {
    tasks = List.copyOf(tasks);
  }

  /** K. */
  int size() {
    return names().size();
  }

  List<String> names() {
    return terms.names();
  }

  /** Those that are no auxiliary ones. */
  List<String> main() {
    return names().stream().filter(name -> !tasks.contains(name)).toList();
  }

  /** Where a weighting's own variables go. */
  Weights own() {
    return weights.scope(LossWeighting.PATH.substring(0, LossWeighting.PATH.length() - 1));
  }

  /** The sum of some terms, a scalar. */
  Operand<TFloat32> sum(List<String> some) {
    return tf.math.addN(some.stream().map(terms.losses()::get).toList());
  }

  /** The gradient of a loss with respect to the shared features, flat. */
  Operand<TFloat32> slope(Operand<TFloat32> loss) {
    Output<?>[] features = terms.shared().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    List<Operand<TFloat32>> flat = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(loss.asOutput(), features)) {
      flat.add(tf.reshape(gradient.expect(TFloat32.class), tf.constant(new int[] {-1})));
    }
    return tf.concat(flat, tf.constant(0));
  }

  /** The slopes of some terms, each by itself: [some, N]. */
  Operand<TFloat32> slopes(List<String> some) {
    return tf.stack(some.stream().map(name -> slope(terms.losses().get(name))).toList());
  }

  /** The sum of the terms by their fed weights. */
  WeightedLoss fedOnly() {
    return new WeightedLoss(total(fed), List.of(), tf.identity(fed)); // TF fetches no feed
  }

  /**
   * The sum of the terms by weights of all; no gradient goes through these.
   *
   * @param each [K]
   */
  WeightedLoss byAll(Operand<TFloat32> each) {
    Operand<TFloat32> constant = tf.stopGradient(each);
    return new WeightedLoss(total(constant), names(), constant);
  }

  /**
   * The sum of the terms, the auxiliary ones by their weights; no gradient goes through these.
   *
   * @param each [J]
   */
  WeightedLoss byAuxiliary(Operand<TFloat32> each) {
    Operand<TFloat32> constant = tf.stopGradient(each);
    List<Operand<TFloat32>> all = new ArrayList<>();
    for (String name : names()) {
      int task = tasks.indexOf(name);
      all.add(task < 0 ? tf.constant(1f) : tf.gather(constant, tf.constant(task), tf.constant(0)));
    }
    return new WeightedLoss(total(tf.stack(all)), tasks, constant);
  }

  private Operand<TFloat32> total(Operand<TFloat32> each) {
    return tf.reduceSum(tf.math.mul(losses, each), tf.constant(0));
  }
}
