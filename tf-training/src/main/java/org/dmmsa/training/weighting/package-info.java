/**
 * How much each loss term counts. Start with {@link org.dmmsa.training.weighting.LossWeighting}.
 * Weights that follow from the losses of finished epochs are plain Java on numbers ({@link
 * org.dmmsa.training.weighting.EpochWeighting}; {@link org.dmmsa.training.weighting.Gdwg} is the
 * method of the paper); those that follow from a step's losses and gradients are ops of the graph
 * ({@link org.dmmsa.training.weighting.StepWeighting}). No files.
 */
package org.dmmsa.training.weighting;
