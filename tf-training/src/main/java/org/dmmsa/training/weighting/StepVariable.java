package org.dmmsa.training.weighting;

import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A vector that a weighting remembers between steps.
 *
 * @param weight where it is kept
 * @param before what it was before the step: a copy, as a read of a variable would change with it
 */
record StepVariable(Weight weight, Operand<TFloat32> before) {
  static StepVariable create(Ops tf, Weights weights, String name, int size, float first) {
    Initializer initializer =
        (ops, shape, seed) -> ops.fill(ops.constant(shape), ops.constant(first));
    Weight weight = weights.state(name, Shape.of(size), initializer);
    return new StepVariable(weight, tf.stopGradient(tf.deepCopy(weight.value())));
  }

  /** Sets it for the next step, once everything that reads it in this one has its copy. */
  Op next(Ops tf, Operand<TFloat32> value) {
    return tf.assign(weight.variable(), value);
  }
}
