package org.dmmsa.training.weighting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same loss weights in every epoch: the ablation of {@link DynamicWeights}.
 *
 * @param byTask task name to weight, finite and at least 0
 */
public record FixedWeights(Map<String, Double> byTask) implements LossWeighting {
  public FixedWeights {
    byTask = Collections.unmodifiableMap(new LinkedHashMap<>(byTask));
    byTask.forEach(
        (task, weight) -> {
          if (!Double.isFinite(weight) || weight < 0) {
            throw new IllegalArgumentException(
                "found weight " + weight + " of " + task + ", expected a number from 0 up");
          }
        });
  }

  /** 1/J for each of J tasks; nothing for no task. */
  public static FixedWeights equal(List<String> tasks) {
    Map<String, Double> byTask = new LinkedHashMap<>();
    for (String task : tasks) {
      byTask.put(task, 1.0 / tasks.size());
    }
    return new FixedWeights(byTask);
  }

  @Override
  public Map<String, Double> weights(LossHistory history) {
    return byTask;
  }
}
