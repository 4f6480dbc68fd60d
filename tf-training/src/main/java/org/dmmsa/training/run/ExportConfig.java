package org.dmmsa.training.run;

/**
 * What a run exports before it is done.
 *
 * @param onBest whether each new best epoch, over all seeds, becomes the next version at once: a
 *     server that watches the folder takes it up while training goes on
 */
public record ExportConfig(boolean onBest) {}
