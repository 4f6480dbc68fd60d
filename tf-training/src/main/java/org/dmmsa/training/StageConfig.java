package org.dmmsa.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.training.batch.BatchOrder;
import org.dmmsa.training.optimizer.ParameterGroup;
import org.dmmsa.training.optimizer.Schedule;

/**
 * How one stage trains.
 *
 * @param epochs passes over the training split, at most
 * @param batchSize rows of an update
 * @param microBatch rows of it that are in memory at a time; 0 for the whole batch
 * @param order how the batches of an epoch are drawn; by length where it is left out, as in runs
 *     that were begun before there was a choice
 * @param schedule of the learning rates
 * @param select which epoch is the best one, and when to stop
 * @param averageDecay of the moving averages of the weights, which then are what is evaluated, kept
 *     and exported; no averages where it is left out
 * @param onDivergence what happens when a loss is not a number; the stage stops where it is left
 *     out
 * @param groups by name, the first that matches has a weight
 */
public record StageConfig(
    int epochs,
    int batchSize,
    int microBatch,
    Optional<BatchOrder> order,
    Schedule schedule,
    Selection select,
    Optional<Double> averageDecay,
    Optional<OnDivergence> onDivergence,
    Map<String, ParameterGroup> groups) {
  public StageConfig {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    ConfigCheck.require(epochs >= 1, "epochs", epochs, "at least 1");
    ConfigCheck.require(batchSize >= 1, "batch_size", batchSize, "at least 1");
    ConfigCheck.require(microBatch >= 0, "micro_batch", microBatch, "0 or a size");
    ConfigCheck.require(select.after() < epochs, "select.after", select.after(), "0 to epochs - 1");
    schedule.requireFit(epochs);
    averageDecay.ifPresent(
        decay ->
            ConfigCheck.require(
                decay >= 0 && decay < 1, "average_decay", decay, "a number in [0, 1)"));
    ConfigCheck.require(!groups.isEmpty(), "groups", "none", "at least one");
  }
}
