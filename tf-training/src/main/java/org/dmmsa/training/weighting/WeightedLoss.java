package org.dmmsa.training.weighting;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a training minimizes.
 *
 * @param total a scalar
 * @param weighed the terms whose weights were computed in the step; empty if all were fed
 * @param weights theirs, [weighed]
 */
public record WeightedLoss(
    Operand<TFloat32> total, List<String> weighed, Operand<TFloat32> weights) {
  public WeightedLoss {
    weighed = List.copyOf(weighed);
  }
}
