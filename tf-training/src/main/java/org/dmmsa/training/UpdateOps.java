package org.dmmsa.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.optimizer.AdamW;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The gradients and updates of the weights that train in one phase.
 *
 * <p>No weight changes before all gradients are computed: gradients of other weights still read it.
 */
final class UpdateOps {
  private final Op update;
  private final Op accumulate;
  private final Op applyAccumulated;
  private final Placeholder<TFloat32> share;

  UpdateOps(
      Graph graph,
      Ops root,
      Operand<TFloat32> total,
      List<Weight> trained,
      AdamW optimizer,
      Map<WeightGroup, Placeholder<TFloat32>> steps,
      StepGraph.Plan plan) {
    Ops tf = root.withSubScope("update");
    List<Operand<TFloat32>> gradients = gradients(graph, total, trained);
    share = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    update = updateAll(tf, clipped(tf, gradients, plan), trained, optimizer, steps);
    if (!plan.accumulates()) {
      accumulate = null;
      applyAccumulated = null;
      return;
    }
    List<Op> additions = new ArrayList<>();
    List<Variable<TFloat32>> sums = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Variable<TFloat32> sum = tf.variable(trained.get(i).shape(), TFloat32.class);
      tf.withInitScope().assign(sum, zeros(tf.withInitScope(), trained.get(i)));
      sums.add(sum);
      additions.add(tf.assignAdd(sum, tf.math.mul(gradients.get(i), share)));
    }
    accumulate = tf.withControlDependencies(additions).noOp();
    List<Operand<TFloat32>> averages = new ArrayList<>();
    sums.forEach(sum -> averages.add(tf.identity(sum)));
    Op applied = updateAll(tf, clipped(tf, averages, plan), trained, optimizer, steps);
    Ops after = tf.withControlDependencies(List.of(applied));
    List<Op> cleared = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      cleared.add(after.assign(sums.get(i), zeros(after, trained.get(i))));
    }
    applyAccumulated = tf.withControlDependencies(cleared).noOp();
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

  /** Scales all gradients so that together they are no longer than the norm (Pascanu 2013). */
  private static List<Operand<TFloat32>> clipped(
      Ops tf, List<Operand<TFloat32>> gradients, StepGraph.Plan plan) {
    if (plan.clipNorm().isEmpty()) {
      return gradients;
    }
    Operand<TFloat32> limit = tf.constant((float) plan.clipNorm().getAsDouble());
    List<Operand<TFloat32>> halfSquares = new ArrayList<>();
    gradients.forEach(gradient -> halfSquares.add(tf.nn.l2Loss(gradient)));
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.math.addN(halfSquares), tf.constant(2f)));
    Operand<TFloat32> scale = tf.math.div(limit, tf.math.maximum(norm, limit));
    List<Operand<TFloat32>> scaled = new ArrayList<>();
    gradients.forEach(gradient -> scaled.add(tf.math.mul(gradient, scale)));
    return scaled;
  }

  private static Op updateAll(
      Ops root,
      List<Operand<TFloat32>> gradients,
      List<Weight> trained,
      AdamW optimizer,
      Map<WeightGroup, Placeholder<TFloat32>> steps) {
    Ops tf = root.withControlDependencies(new ArrayList<Op>(gradients));
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Weight weight = trained.get(i);
      Operand<TFloat32> step = steps.get(WeightGroup.of(weight));
      updates.add(optimizer.update(tf, weight, gradients.get(i), step));
    }
    return root.withControlDependencies(updates).noOp();
  }

  float[] step(StepGraph graph, List<Batch> parts, StepInput input) {
    if (parts.size() == 1) {
      return run(graph, parts.get(0), input, update, 1);
    }
    int size = parts.stream().mapToInt(Batch::size).sum();
    float[] losses = new float[graph.lossNames().size()];
    for (Batch part : parts) {
      float weight = (float) part.size() / size;
      float[] partial = run(graph, part, input, accumulate, weight);
      for (int i = 0; i < losses.length; i++) {
        losses[i] += weight * partial[i];
      }
    }
    List<Tensor> owned = new ArrayList<>();
    graph.updateRunner(input, owned).addTarget(applyAccumulated).run().close();
    owned.forEach(Tensor::close);
    return losses;
  }

  private float[] run(StepGraph graph, Batch batch, StepInput input, Op target, float weight) {
    List<Tensor> owned = new ArrayList<>();
    Session.Runner runner = graph.runner(batch, input, owned);
    owned.add(TFloat32.scalarOf(weight));
    runner.feed(share, owned.get(owned.size() - 1));
    try (Result result = runner.addTarget(target).fetch(graph.losses()).run()) {
      float[] losses = new float[(int) result.get(0).size()];
      ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(losses);
      return losses;
    } finally {
      owned.forEach(Tensor::close);
    }
  }
}
