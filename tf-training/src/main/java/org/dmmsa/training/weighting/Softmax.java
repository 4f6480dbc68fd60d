package org.dmmsa.training.weighting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shares of tasks by a softmax: positive, and 1 together. */
final class Softmax {
  private Softmax() {}

  static Map<String, Double> of(List<String> tasks, double[] values, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    double[] shares = new double[values.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = Math.exp((values[k] - largest) / temperature);
      sum += shares[k];
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int k = 0; k < shares.length; k++) {
      weights.put(tasks.get(k), shares[k] / sum);
    }
    return weights;
  }
}
