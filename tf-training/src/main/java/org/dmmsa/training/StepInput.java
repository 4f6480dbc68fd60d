package org.dmmsa.training;

import java.util.Map;
import org.dmmsa.training.optimizer.Adam;

/**
 * What changes from step to step beside the batch.
 *
 * @param lossWeights by loss term; a term that is not named has weight 1
 * @param step how many steps were done before
 * @param seed of the dropout of this step
 * @param optimizer the update of each group
 */
public record StepInput(
    Map<String, Double> lossWeights, long step, long seed, Map<String, Adam.Step> optimizer) {}
