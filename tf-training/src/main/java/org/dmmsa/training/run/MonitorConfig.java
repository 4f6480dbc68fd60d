package org.dmmsa.training.run;

/**
 * What is measured after each epoch beside the validation split.
 *
 * @param test whether the test split is; nothing is chosen by it
 */
public record MonitorConfig(boolean test) {}
