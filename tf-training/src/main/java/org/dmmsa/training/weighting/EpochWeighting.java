package org.dmmsa.training.weighting;

/**
 * Weights that follow from the losses of finished epochs: pure functions of the history, computed
 * outside the graph and fed. A resumed run that kept its history goes on with the same weights as
 * one that was never interrupted.
 */
public interface EpochWeighting extends LossWeighting {
  @Override
  default WeightedLoss weigh(StepTerms terms) {
    return terms.fedOnly();
  }
}
