/**
 * Many runs that belong together: a table or a figure of a paper, declared in a file of {@code
 * configs/experiments/}. Start with {@link org.dmmsa.training.experiment.Experiment}.
 */
package org.dmmsa.training.experiment;
