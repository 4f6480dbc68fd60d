package org.dmmsa.training.weighting;

import java.util.List;
import java.util.Map;
import org.dmmsa.model.ConfigCheck;

/**
 * The paper's dynamic weighting (GDWG): a task whose loss has fallen less gets more weight.
 *
 * <p>In epoch t the weight of task k is exp(r_k / τ) / Σ_j exp(r_j / τ), where r_k = L_k(t-1) /
 * L_k(1) and L is the mean loss of an epoch. The weights are positive and sum to 1; a single task
 * has weight 1. Epochs 1 and 2 weigh all tasks alike: there is no earlier loss in the first, and
 * every ratio is 1 in the second.
 *
 * <p>Source: DMMSA (Appl. Sci. 2025, 15, 6342), the equations of λ. Ours, where the paper says
 * nothing: L(1) counts as at least 1e-8; an epoch with a NaN or infinite loss or ratio leaves the
 * weights as they were. Unlike DWA (Liu et al. 2019) there is no factor J, and the ratio is to the
 * first epoch.
 *
 * @param temperature τ, above 0; the smaller, the further the weights move from 1/J
 */
public record Gdwg(double temperature) implements EpochWeighting {
  private static final double LEAST_FIRST_LOSS = 1e-8;

  public Gdwg {
    ConfigCheck.require(
        temperature > 0 && Double.isFinite(temperature),
        "temperature",
        temperature,
        "a number above 0");
  }

  @Override
  public Map<String, Double> weights(List<String> tasks, LossHistory history) {
    for (int epoch = history.size(); epoch >= 2; epoch--) {
      double[] ratios = ratios(tasks, history, epoch);
      if (allFinite(ratios)) {
        return Softmax.of(tasks, ratios, temperature);
      }
    }
    return Equal.shares(tasks);
  }

  private static double[] ratios(List<String> tasks, LossHistory history, int epoch) {
    double[] ratios = new double[tasks.size()];
    for (int k = 0; k < ratios.length; k++) {
      double first = Math.max(history.loss(1, tasks.get(k)), LEAST_FIRST_LOSS);
      double ratio = history.loss(epoch, tasks.get(k)) / first;
      ratios[k] = Double.isInfinite(first) ? Double.NaN : ratio; // not 0, which would look sound
    }
    return ratios;
  }

  static boolean allFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
