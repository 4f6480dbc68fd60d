package org.dmmsa.training.metric;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.dmmsa.model.InvalidInputException;

/**
 * One number that says how good predictions are, and in which direction it improves.
 *
 * <p>The declaration order is the order in which every report lists them.
 */
public enum Metric {
  /** Mean absolute error, in units of the label. */
  MAE("mae", false),
  /** Pearson's correlation, in [-1, 1]. */
  CORR("corr", true),
  /** Accuracy of negative against non-negative, over all samples. */
  ACC2_HAS0("acc2_has0", true),
  /** Weighted F1 of negative against non-negative, over all samples. */
  F1_HAS0("f1_has0", true),
  /** Accuracy of negative against positive, over samples whose label is not 0. */
  ACC2_NON0("acc2_non0", true),
  /** Weighted F1 of negative against positive, over samples whose label is not 0. */
  F1_NON0("f1_non0", true),
  /** Accuracy of non-positive against positive. */
  ACC2("acc2", true),
  /** Weighted F1 of non-positive against positive. */
  F1("f1", true),
  /** Accuracy over three classes. */
  ACC3("acc3", true),
  /** Accuracy over five classes. */
  ACC5("acc5", true),
  /** Accuracy over seven classes. */
  ACC7("acc7", true);

  private final String key;
  private final boolean higherBetter;

  Metric(String key, boolean higherBetter) {
    this.key = key;
    this.higherBetter = higherBetter;
  }

  /** The metric with this key, as files and options spell it. */
  public static Metric of(String key) {
    for (Metric metric : values()) {
      if (metric.key.equals(key)) {
        return metric;
      }
    }
    throw new InvalidInputException(
        "found metric \""
            + key
            + "\", expected one of "
            + Arrays.stream(values()).map(Metric::key).collect(Collectors.joining(", ")));
  }

  /** The name in every file and on the command line. */
  public String key() {
    return key;
  }

  /** False where a smaller value is the better one. */
  public boolean higherIsBetter() {
    return higherBetter;
  }

  /** Whether the candidate beats the best so far. NaN beats nothing, and anything beats NaN. */
  public boolean improves(double candidate, double best) {
    if (Double.isNaN(candidate) || Double.isNaN(best)) {
      return !Double.isNaN(candidate);
    }
    return higherBetter ? candidate > best : candidate < best;
  }
}
