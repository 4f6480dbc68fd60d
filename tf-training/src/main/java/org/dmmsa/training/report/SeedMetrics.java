package org.dmmsa.training.report;

import org.dmmsa.training.metric.Metrics;

/**
 * What one seed reached; as JSON the content of its {@code metrics.json}.
 *
 * @param valid on the validation split, which chose the checkpoint
 * @param test on the test split, with that checkpoint
 */
public record SeedMetrics(Metrics valid, Metrics test) {}
