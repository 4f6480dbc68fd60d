package org.dmmsa.training.weighting;

import java.util.List;
import java.util.Map;
import org.dmmsa.model.ConfigCheck;

/**
 * Dynamic weight averaging (Liu et al., CVPR 2019, equation 7): the weight of task k in epoch t is
 * J·exp(r_k / T) / Σ_j exp(r_j / T), where r_k = L_k(t-1) / L_k(t-2) and L is the mean loss of an
 * epoch; the weights sum to J. Epochs 1 and 2 weigh each task 1.
 *
 * <p>Ours: an epoch with a ratio that is not finite weighs each task 1.
 *
 * @param temperature T, above 0; the source's is 2
 */
public record Dwa(double temperature) implements EpochWeighting {
  public Dwa {
    ConfigCheck.require(
        temperature > 0 && Double.isFinite(temperature),
        "temperature",
        temperature,
        "a number above 0");
  }

  @Override
  public Map<String, Double> weights(List<String> tasks, LossHistory history) {
    double[] ratios = new double[tasks.size()];
    int last = history.size();
    for (int k = 0; k < ratios.length; k++) {
      ratios[k] =
          last < 2 ? 1 : history.loss(last, tasks.get(k)) / history.loss(last - 1, tasks.get(k));
    }
    Map<String, Double> shares =
        Gdwg.allFinite(ratios) ? Softmax.of(tasks, ratios, temperature) : Equal.shares(tasks);
    shares.replaceAll((task, share) -> share * tasks.size());
    return shares;
  }
}
