package org.dmmsa.training.experiment;

import java.util.OptionalDouble;
import org.dmmsa.training.config.ConfigCheck;
import org.dmmsa.training.optimizer.AdamW;

/**
 * The constants of AdamW.
 *
 * @param weightDecay per step and unit of learning rate, on kernels and tables
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of their squares
 * @param epsilon added to the root of the latter
 * @param clipNorm longest gradient over all weights; 0 for no clipping
 */
public record OptimizerConfig(
    double weightDecay, double beta1, double beta2, double epsilon, double clipNorm) {
  public OptimizerConfig {
    ConfigCheck.require(weightDecay >= 0, "weight_decay", weightDecay, "a number from 0 up");
    ConfigCheck.require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "a number in [0, 1)");
    ConfigCheck.require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "a number in [0, 1)");
    ConfigCheck.require(epsilon > 0, "epsilon", epsilon, "a number above 0");
    ConfigCheck.require(clipNorm >= 0, "clip_norm", clipNorm, "0 or a length");
  }

  public AdamW.Settings settings() {
    return new AdamW.Settings(beta1, beta2, epsilon, weightDecay);
  }

  public OptionalDouble clip() {
    return clipNorm == 0 ? OptionalDouble.empty() : OptionalDouble.of(clipNorm);
  }
}
