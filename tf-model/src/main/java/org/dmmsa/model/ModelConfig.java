package org.dmmsa.model;

import java.util.List;
import java.util.Set;
import org.dmmsa.model.graph.Weights;

/**
 * A network that can be built: its choices, which are a section of a config, and what it needs. A
 * record for each model.
 */
public interface ModelConfig {
  /** What it reads. Only these are loaded, fed, exported and served. */
  Set<Input> inputs();

  /**
   * Builds the network.
   *
   * @param weights where its arrays go
   * @param dims sizes of all of {@link #inputs}
   */
  SentimentModel build(Weights weights, InputDims dims);

  /** The loss terms that a weighting weighs against each other; all others count once. */
  default List<String> weightedTerms() {
    return List.of();
  }

  /** Whether its {@link Terms} have shared features: a weighting may go by their gradients. */
  default boolean sharesFeatures() {
    return false;
  }

  /**
   * Whether its training needs more than rows and labels of the data, and so a recipe of its own.
   */
  default boolean hasOwnRecipe() {
    return false;
  }
}
