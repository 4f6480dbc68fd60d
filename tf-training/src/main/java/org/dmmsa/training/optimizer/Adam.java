package org.dmmsa.training.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.graph.Weight;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba 2015) with weight decay, decoupled (Loshchilov and Hutter 2019, algorithm 2)
 * or added to the gradient; equal to PyTorch's {@code AdamW} and {@code Adam} step by step.
 *
 * <p>Goes through TensorFlow's {@code ApplyAdam}, fed with a step size that has the bias correction
 * in it and with an epsilon scaled to match: that op adds epsilon to the uncorrected root.
 * TensorFlow Framework's optimizers do not serve here: they train every variable of a graph at one
 * constant rate, and cannot make slots for variables inside a scope.
 */
public final class Adam {
  /**
   * The numbers that an update is fed with, for one group of weights.
   *
   * @param size learning rate with the bias correction in it
   * @param decay share of a decaying weight that is taken off, or added to its gradient
   * @param epsilon scaled to match the size
   */
  public record Step(float size, float decay, float epsilon) {
    /** As it is fed. */
    public float[] toArray() {
      return new float[] {size, decay, epsilon};
    }
  }

  /** A weight's two means. */
  private record Slots(Variable<TFloat32> mean, Variable<TFloat32> squares) {}

  private final OptimizerConfig config;
  private final ParameterGroups groups;
  private final Map<Weight, Slots> slots = new LinkedHashMap<>();

  /** Creates the slots of all weights that are ever trained, starting at 0. */
  public Adam(Ops tf, OptimizerConfig config, ParameterGroups groups) {
    this.config = config;
    this.groups = groups;
    Ops optimizer = tf.withSubScope("optimizer");
    for (Weight weight : groups.everTrained()) {
      slots.put(weight, new Slots(slot(optimizer, weight), slot(optimizer, weight)));
    }
  }

  private static Variable<TFloat32> slot(Ops tf, Weight weight) {
    Variable<TFloat32> slot = tf.variable(weight.shape(), TFloat32.class);
    Ops init = tf.withInitScope();
    init.assign(slot, init.fill(init.constant(weight.shape()), init.constant(0f)));
    return slot;
  }

  /**
   * Adds the update of one weight.
   *
   * @param step [3] a {@link Step}, fed
   */
  Op update(Ops tf, Weight weight, Operand<TFloat32> gradient, Operand<TFloat32> step) {
    Slots slot = slots.get(weight);
    float factor = (float) groups.rateFactor(weight);
    Ops after = tf;
    Operand<TFloat32> slope = gradient;
    if (groups.of(weight).decays(weight)) {
      switch (config.name()) {
        case ADAMW -> {
          Op decayed =
              tf.train.applyGradientDescent(
                  weight.variable(), scaled(tf, at(tf, step, 1), factor), weight.value());
          after = tf.withControlDependencies(List.of(decayed));
        }
        case ADAM -> slope = tf.math.add(gradient, tf.math.mul(weight.value(), at(tf, step, 1)));
      }
    }
    return after.train.applyAdam(
        weight.variable(),
        slot.mean(),
        slot.squares(),
        after.constant(0f),
        after.constant(0f),
        scaled(tf, at(tf, step, 0), factor),
        after.constant((float) config.beta1()),
        after.constant((float) config.beta2()),
        at(tf, step, 2),
        slope);
  }

  private static Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> x, float factor) {
    return factor == 1 ? x : tf.math.mul(x, tf.constant(factor));
  }

  private static Operand<TFloat32> at(Ops tf, Operand<TFloat32> step, int index) {
    return tf.gather(step, tf.constant(index), tf.constant(0));
  }

  /**
   * The next update of a group.
   *
   * @param group its name
   * @param rate learning rate
   * @param updates how often the group was updated before
   */
  public Step step(String group, double rate, long updates) {
    double count = updates + 1.0;
    double root = Math.sqrt(1 - Math.pow(config.beta2(), count));
    double size = rate * root / (1 - Math.pow(config.beta1(), count));
    double share = config.name() == OptimizerConfig.Name.ADAMW ? rate : 1;
    double decay = share * groups.weightDecay(group);
    return new Step((float) size, (float) decay, (float) (config.epsilon() * root));
  }

  /** The slots, by the name that each has in a checkpoint. */
  public Map<String, Variable<TFloat32>> variables() {
    Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
    slots.forEach(
        (weight, slot) -> {
          variables.put(weight.path() + "/adam_mean", slot.mean());
          variables.put(weight.path() + "/adam_squares", slot.squares());
        });
    return variables;
  }
}
