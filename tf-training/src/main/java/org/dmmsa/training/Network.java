package org.dmmsa.training;

import org.dmmsa.model.SentimentModel;
import org.dmmsa.model.graph.Weights;

/** Builds a network over weights: the same network for training, scoring and export. */
@FunctionalInterface
public interface Network {
  SentimentModel over(Weights weights);
}
