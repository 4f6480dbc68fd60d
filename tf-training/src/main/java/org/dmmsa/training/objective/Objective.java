package org.dmmsa.training.objective;

import org.dmmsa.model.Terms;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Makes one number of the terms of a loss. A record for each way; it is a section of a config.
 *
 * <p>What it learns itself it creates under {@link #PATH}. The optimizer trains that like any
 * weight, in the group that has its path, and never decays it. Checkpoints hold it, exported models
 * do not.
 */
public interface Objective {
  /** What the paths of an objective's own weights start with. */
  String PATH = "objective/";

  /**
   * Adds the number that is minimized, a scalar.
   *
   * @param weights those of the model, at their root
   * @param terms the terms of the loss
   * @param losses the same stacked, [terms], in order
   * @param fedWeights how much each counts in this epoch, [terms], in order
   */
  Operand<TFloat32> total(
      Ops tf, Weights weights, Terms terms, Operand<TFloat32> losses, Operand<TFloat32> fedWeights);
}
