package org.dmmsa.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.graph.Weight;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The ops that update the weights of one phase.
 *
 * <p>No weight changes before all gradients are computed: gradients of other weights still read it.
 *
 * @param whole computes the gradients of a batch and applies them
 * @param inParts the same for a batch that comes in parts
 */
public record Updates(Op whole, Optional<InParts> inParts) {

  /**
   * An update from the mean gradient of several parts of a batch.
   *
   * @param add adds up a part's gradients, times its share of the batch
   * @param apply applies the sum, and clears it
   */
  public record InParts(Op add, Op apply) {}

  /**
   * What updates are built from.
   *
   * @param total the loss
   * @param optimizer has the slots of all weights that train
   * @param groups whose steps are fed
   * @param steps [3] each an {@link Adam.Step}, by group
   * @param clip acts on the gradient of the whole batch
   * @param share the share of the batch that a part is, a scalar; empty if batches come whole
   * @param kept where what lasts longer than a step is created
   * @param averages move with each update
   */
  public record Parts(
      Operand<TFloat32> total,
      Adam optimizer,
      ParameterGroups groups,
      Map<String, ? extends Operand<TFloat32>> steps,
      GradientClip clip,
      Optional<? extends Operand<TFloat32>> share,
      Ops kept,
      Optional<WeightAverages> averages) {}

  /** Adds the ops of a phase. */
  public static Updates of(Graph graph, Ops root, Parts parts, int phase) {
    Ops tf = root.withSubScope("update");
    List<Weight> trained = parts.groups().trained(phase);
    List<Operand<TFloat32>> gradients = gradients(graph, parts.total(), trained);
    Op whole = apply(tf, parts.clip().of(tf, gradients), trained, parts);
    return new Updates(whole, parts.share().map(s -> inParts(tf, gradients, trained, s, parts)));
  }

  private static InParts inParts(
      Ops tf,
      List<Operand<TFloat32>> gradients,
      List<Weight> trained,
      Operand<TFloat32> share,
      Parts parts) {
    Ops kept = parts.kept().withSubScope("update");
    List<Op> additions = new ArrayList<>();
    List<Variable<TFloat32>> sums = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Variable<TFloat32> sum = kept.variable(trained.get(i).shape(), TFloat32.class);
      kept.withInitScope().assign(sum, zeros(kept.withInitScope(), trained.get(i)));
      sums.add(sum);
      additions.add(tf.assignAdd(sum, tf.math.mul(gradients.get(i), share)));
    }
    List<Operand<TFloat32>> averages = new ArrayList<>();
    sums.forEach(sum -> averages.add(tf.identity(sum)));
    Op applied = apply(tf, parts.clip().of(tf, averages), trained, parts);
    Ops after = tf.withControlDependencies(List.of(applied));
    List<Op> cleared = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      cleared.add(after.assign(sums.get(i), zeros(after, trained.get(i))));
    }
    return new InParts(
        tf.withControlDependencies(additions).noOp(), tf.withControlDependencies(cleared).noOp());
  }

  private static Operand<TFloat32> zeros(Ops tf, Weight weight) {
    return tf.fill(tf.constant(weight.shape()), tf.constant(0f));
  }

  private static List<Operand<TFloat32>> gradients(
      Graph graph, Operand<TFloat32> total, List<Weight> trained) {
    Output<?>[] values =
        trained.stream().map(weight -> weight.value().asOutput()).toArray(Output<?>[]::new);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(total.asOutput(), values)) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    return gradients;
  }

  private static Op apply(
      Ops root, List<Operand<TFloat32>> gradients, List<Weight> trained, Parts parts) {
    Ops tf = root.withControlDependencies(new ArrayList<Op>(gradients));
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Weight weight = trained.get(i);
      Operand<TFloat32> step = parts.steps().get(parts.groups().nameOf(weight));
      updates.add(parts.optimizer().update(tf, weight, gradients.get(i), step));
    }
    return parts
        .averages()
        .map(averages -> averages.step(root, updates))
        .orElseGet(() -> root.withControlDependencies(updates).noOp());
  }
}
