package org.dmmsa.training.weighting;

import java.util.List;
import java.util.Map;

/**
 * Weights that are computed in the graph in each step, from losses or their gradients. What it
 * remembers between steps are variables, so that a resumed run goes on exactly.
 *
 * <p>Where a batch comes in micro-batches, weights are computed for each part by itself, and each
 * part is a step of what is remembered.
 */
public interface StepWeighting extends LossWeighting {
  /** Nothing is known before the epoch. */
  @Override
  default Map<String, Double> weights(List<String> tasks, LossHistory history) {
    return Map.of();
  }
}
