package org.dmmsa.training.weighting;

import java.util.List;
import java.util.Map;

/**
 * Gives the loss weights of an epoch from the losses of the epochs before it.
 *
 * <p>A pure function of the history: a resumed run that kept its history goes on with the same
 * weights as one that was never interrupted.
 */
public interface LossWeighting {
  /**
   * The weights of the epoch that follows the history.
   *
   * @param tasks the terms that are weighted, each once; may be empty
   * @param history the finished epochs; empty before the first
   * @return task name to weight, at least 0, in a fixed order; tasks not named here are not
   *     weighted by this rule
   */
  Map<String, Double> weights(List<String> tasks, LossHistory history);
}
