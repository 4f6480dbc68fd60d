package org.dmmsa.training;

import java.util.Optional;
import org.dmmsa.training.config.ConfigCheck;

/**
 * How one stage trains.
 *
 * @param epochs passes over the training split
 * @param batchSize rows of an update
 * @param microBatch rows that are in memory at a time; 0 for the whole batch
 * @param learningRate per step, at the end of the warm-up
 * @param warmupEpochs how long the rate rises from 0, in epochs; then it falls linearly to 0
 * @param keepAfter epochs before a checkpoint may become the best one
 * @param patience epochs without a better one before the stage stops; 0 for never
 * @param featureDropout rate on the six features, where it is not the network's own
 * @param bert how BERT trains, in a stage that has one
 */
public record StageConfig(
    int epochs,
    int batchSize,
    int microBatch,
    double learningRate,
    double warmupEpochs,
    int keepAfter,
    int patience,
    Optional<Float> featureDropout,
    Optional<BertTuning> bert) {
  public StageConfig {
    ConfigCheck.require(epochs >= 1, "epochs", epochs, "at least 1");
    ConfigCheck.require(batchSize >= 1, "batch_size", batchSize, "at least 1");
    ConfigCheck.require(microBatch >= 0, "micro_batch", microBatch, "0 or a size");
    ConfigCheck.require(learningRate > 0, "learning_rate", learningRate, "a number above 0");
    ConfigCheck.require(
        warmupEpochs >= 0 && warmupEpochs <= epochs,
        "warmup_epochs",
        warmupEpochs,
        "a number in [0, epochs]");
    ConfigCheck.require(
        keepAfter >= 0 && keepAfter < epochs, "keep_after", keepAfter, "0 to epochs - 1");
    float rate = featureDropout.orElse(0f);
    ConfigCheck.require(rate >= 0 && rate < 1, "feature_dropout", rate, "a rate in [0, 1)");
    ConfigCheck.require(patience >= 0, "patience", patience, "an epoch count from 0 up");
  }
}
