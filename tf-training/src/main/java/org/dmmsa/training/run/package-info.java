/**
 * From a config to a run folder: {@link org.dmmsa.training.run.RunConfig} is what the user wrote,
 * {@link org.dmmsa.training.run.Run} runs it seed by seed.
 */
package org.dmmsa.training.run;
