package org.dmmsa.training.weighting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 1/J for each of J auxiliary terms in every epoch: what {@link Gdwg} starts from. */
public record Equal() implements EpochWeighting {
  /** 1/J for each of J tasks; nothing for no task. */
  static Map<String, Double> shares(List<String> tasks) {
    Map<String, Double> byTask = new LinkedHashMap<>();
    for (String task : tasks) {
      byTask.put(task, 1.0 / tasks.size());
    }
    return byTask;
  }

  @Override
  public Map<String, Double> weights(List<String> tasks, LossHistory history) {
    return shares(tasks);
  }
}
