package org.dmmsa.training.objective;

import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Σ w·L over the terms L with their fed weights w; learns nothing. */
public record WeightedSum() implements Objective {
  @Override
  public Operand<TFloat32> total(
      Ops tf,
      Weights weights,
      Terms terms,
      Operand<TFloat32> losses,
      Operand<TFloat32> fedWeights) {
    return tf.reduceSum(tf.math.mul(losses, fedWeights), tf.constant(0));
  }
}
