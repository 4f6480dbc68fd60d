package org.dmmsa.training;

import java.util.Map;
import org.dmmsa.training.optimizer.Adam;

/**
 * What changes from step to step beside the batch.
 *
 * @param lossWeights by loss term, those known before the epoch; a term that is not named has 1
 * @param step how many steps were done before
 * @param seed of what is drawn in this step, dropout above all
 * @param optimizer the update of each group
 */
public record StepInput(
    Map<String, Double> lossWeights, long step, long seed, Map<String, Adam.Step> optimizer) {}
