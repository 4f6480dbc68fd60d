package org.dmmsa.training.weighting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mean of every loss term in each finished epoch, oldest first.
 *
 * <p>A mean is taken over the batches of the epoch, of the plain loss: no weight is in it. It may
 * be NaN or infinite. Kept in checkpoints as JSON, so its one component's name is part of their
 * format.
 *
 * @param epochs term name to epoch mean, one map an epoch
 */
public record LossHistory(List<Map<String, Double>> epochs) {
  /** Copies the maps and keeps their order. */
  public LossHistory {
    List<Map<String, Double>> copies = new ArrayList<>();
    for (Map<String, Double> epoch : epochs) {
      copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(epoch)));
    }
    epochs = Collections.unmodifiableList(copies);
  }

  /** The history before the first epoch. */
  public static LossHistory empty() {
    return new LossHistory(List.of());
  }

  /** This history and one more epoch. */
  public LossHistory with(Map<String, Double> epochMeans) {
    List<Map<String, Double>> longer = new ArrayList<>(epochs);
    longer.add(epochMeans);
    return new LossHistory(longer);
  }

  /** The number of finished epochs. */
  public int size() {
    return epochs.size();
  }

  /**
   * The mean of a term in a finished epoch.
   *
   * @param epoch counted from 1
   */
  public double loss(int epoch, String term) {
    Double loss = epochs.get(epoch - 1).get(term);
    if (loss == null) {
      throw new IllegalArgumentException(
          "epoch "
              + epoch
              + ": found losses "
              + epochs.get(epoch - 1).keySet()
              + ", expected "
              + term);
    }
    return loss;
  }
}
