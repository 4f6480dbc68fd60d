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
public record FixedWeights(Map<String, Double> weights) implements LossWeighting {
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

  /** 1/J for each of J tasks; nothing for no task. */
  static Map<String, Double> equal(List<String> tasks) {
    Map<String, Double> byTask = new LinkedHashMap<>();
    for (String task : tasks) {
      byTask.put(task, 1.0 / tasks.size());
    }
    return byTask;
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
