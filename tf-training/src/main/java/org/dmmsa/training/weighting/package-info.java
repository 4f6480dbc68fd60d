/**
 * How much each loss term counts in the next epoch, from the losses of the epochs before. Plain
 * Java on numbers: no TensorFlow, no files. Start with {@link
 * org.dmmsa.training.weighting.LossWeighting}; {@link org.dmmsa.training.weighting.Gdwg} is the
 * method of the paper.
 */
package org.dmmsa.training.weighting;
