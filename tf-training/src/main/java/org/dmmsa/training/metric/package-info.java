/**
 * How good predictions are. Plain Java on {@code float[]}: no TensorFlow, no files. Start with
 * {@link org.dmmsa.training.metric.MetricFamily}, which names the metrics of each dataset; {@link
 * org.dmmsa.training.metric.ClassMetrics} and {@link org.dmmsa.training.metric.ScoreMetrics} are
 * the formulas; {@link org.dmmsa.training.metric.Aggregate} sums up several runs.
 */
package org.dmmsa.training.metric;
