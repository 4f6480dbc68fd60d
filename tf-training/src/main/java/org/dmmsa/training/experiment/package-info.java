/**
 * From a config to a run folder: {@link org.dmmsa.training.experiment.ExperimentConfig} is what the
 * user wrote, {@link org.dmmsa.training.experiment.Experiment} runs it seed by seed.
 */
package org.dmmsa.training.experiment;
