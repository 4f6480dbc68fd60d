/**
 * How the terms of a loss become the one number that is minimized, inside the graph: where weights
 * of the terms are themselves learned by gradients. Start with {@link
 * org.dmmsa.training.objective.Objective}. Weights that follow from the losses of finished epochs
 * are computed outside, in {@link org.dmmsa.training.weighting}, and fed.
 */
package org.dmmsa.training.objective;
