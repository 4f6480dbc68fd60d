package org.dmmsa.training;

import java.util.List;
import java.util.Map;

/**
 * What came out of a step.
 *
 * @param losses each term before the update, unweighted
 * @param weights of the terms that were weighed in the step
 * @param signals of each part of the batch: by name, a vector for each row
 */
public record StepResult(
    Map<String, Double> losses,
    Map<String, Double> weights,
    List<Map<String, float[][]>> signals) {}
