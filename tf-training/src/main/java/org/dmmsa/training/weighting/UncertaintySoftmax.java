package org.dmmsa.training.weighting;

import org.dmmsa.model.ConfigCheck;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Soft optimal uncertainty weighting, UW-SO (Kirchdorfer et al. 2024, "Analytical Uncertainty-Based
 * Loss Weighting in Multi-Task Learning"): in each step the weights of all K terms are exp(1 / (L_k
 * T)) / Σ_j exp(1 / (L_j T)), where L are the losses of the step, through which no gradient goes.
 *
 * <p>Ours: L counts as at least 1e-8.
 *
 * @param temperature T, above 0; the larger, the nearer the weights are to 1/K
 */
public record UncertaintySoftmax(double temperature) implements StepWeighting {
  private static final float LEAST_LOSS = 1e-8f;

  public UncertaintySoftmax {
    ConfigCheck.require(
        temperature > 0 && Double.isFinite(temperature),
        "temperature",
        temperature,
        "a number above 0");
  }

  @Override
  public WeightedLoss weigh(StepTerms terms) {
    Ops tf = terms.tf();
    Operand<TFloat32> losses =
        tf.math.maximum(tf.stopGradient(terms.losses()), tf.constant(LEAST_LOSS));
    return terms.byAll(tf.nn.softmax(tf.math.div(tf.constant((float) (1 / temperature)), losses)));
  }
}
