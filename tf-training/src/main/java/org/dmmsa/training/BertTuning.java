package org.dmmsa.training;

import org.dmmsa.training.config.ConfigCheck;

/**
 * How BERT trains in a stage.
 *
 * @param learningRate per step, at the end of the warm-up
 * @param train {@code all}, {@code none}, or {@code last-N} for its last N layers
 * @param frozenEpochs how many epochs it is left as it is before that
 */
public record BertTuning(double learningRate, String train, int frozenEpochs) {
  public BertTuning {
    ConfigCheck.require(learningRate >= 0, "learning_rate", learningRate, "a number from 0 up");
    ConfigCheck.require(
        train.matches("all|none|last-[1-9]\\d{0,3}"),
        "train",
        train,
        "all, none or last-N for N layers");
    ConfigCheck.require(
        frozenEpochs >= 0, "frozen_epochs", frozenEpochs, "an epoch count from 0 up");
  }

  /** Which weights train once the frozen epochs are over. */
  public TrainedWeights trained(int layers) {
    return switch (train) {
      case "all" -> TrainedWeights.ALL;
      case "none" -> TrainedWeights.WITHOUT_BERT;
      default ->
          TrainedWeights.withLastBertLayers(
              layers, Integer.parseInt(train.substring("last-".length())));
    };
  }
}
