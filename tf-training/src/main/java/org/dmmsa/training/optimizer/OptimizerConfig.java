package org.dmmsa.training.optimizer;

import org.dmmsa.model.ConfigCheck;

/**
 * The constants of {@link Adam}. How fast weights move and decay is a matter of their {@link
 * ParameterGroup}.
 *
 * @param name what weight decay means
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of their squares
 * @param epsilon added to the root of the corrected mean of squares
 */
public record OptimizerConfig(Name name, double beta1, double beta2, double epsilon) {
  /** What weight decay means. */
  public enum Name {
    /** A share of the weight is taken off at each step (Loshchilov and Hutter 2019). */
    ADAMW,
    /** A share of the weight is added to its gradient, as PyTorch's Adam does. */
    ADAM
  }

  public OptimizerConfig {
    ConfigCheck.require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "a number in [0, 1)");
    ConfigCheck.require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "a number in [0, 1)");
    ConfigCheck.require(epsilon > 0, "epsilon", epsilon, "a number above 0");
  }
}
