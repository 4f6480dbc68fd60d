package org.dmmsa.training.weighting;

import java.util.List;
import java.util.Map;

/**
 * How much each term of a loss counts. A record for each way; it is a section of a config. Either
 * an {@link EpochWeighting} or a {@link StepWeighting}.
 */
public interface LossWeighting {
  /**
   * What the paths of a weighting's own variables start with. Checkpoints hold them, exported
   * models do not.
   */
  String PATH = "weighting/";

  /**
   * The weights of the epoch that follows the history.
   *
   * @param tasks the terms that are weighted, each once; may be empty
   * @param history the finished epochs; empty before the first
   * @return task name to weight, at least 0, in a fixed order; tasks not named here are not
   *     weighted by this rule
   */
  Map<String, Double> weights(List<String> tasks, LossHistory history);

  /** Adds what is minimized to the graph of a training. */
  WeightedLoss weigh(StepTerms terms);

  /** Whether it needs a network whose terms have {@link org.dmmsa.model.Terms#shared} features. */
  default boolean needsFeatures() {
    return false;
  }
}
