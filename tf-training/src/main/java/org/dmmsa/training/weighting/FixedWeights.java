package org.dmmsa.training.weighting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.ConfigCheck;

/**
 * The same loss weights in every epoch: the ablation of {@link Gdwg}.
 *
 * @param weights by task, finite and at least 0; a task that is not named counts once
 */
public record FixedWeights(Map<String, Double> weights) implements EpochWeighting {
  /** Every task counts once. */
  public static final FixedWeights NONE = new FixedWeights(Map.of());

  public FixedWeights {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    weights.forEach(
        (task, weight) ->
            ConfigCheck.require(
                Double.isFinite(weight) && weight >= 0,
                "weights." + task,
                weight,
                "a number from 0 up"));
  }

  @Override
  public Map<String, Double> weights(List<String> tasks, LossHistory history) {
    Map<String, Double> own = new LinkedHashMap<>();
    for (String task : tasks) {
      if (weights.containsKey(task)) {
        own.put(task, weights.get(task));
      }
    }
    return own;
  }
}
