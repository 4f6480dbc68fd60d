package org.dmmsa.training.metric;

/**
 * Metrics of two columns of classes 0, 1, 2, ...
 *
 * <p>Both columns have one class a sample, in the same order. NaN means "undefined".
 */
public final class ClassMetrics {
  private ClassMetrics() {}

  /** Fraction of samples whose two classes agree; NaN without samples. */
  public static double accuracy(int[] labels, int[] predictions) {
    int agreed = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == predictions[i]) {
        agreed++;
      }
    }
    return labels.length == 0 ? Double.NaN : (double) agreed / labels.length;
  }

  /**
   * Mean of the F1 of each class, weighted by how many labels are of that class; NaN without
   * samples.
   *
   * <p>The F1 of a class that is never predicted right is 0. This is scikit-learn's {@code
   * average="weighted"}, not the F1 of the positive class, nor the plain mean over classes.
   */
  public static double weightedF1(int[] labels, int[] predictions, int classes) {
    int[] labelled = new int[classes];
    int[] predicted = new int[classes];
    int[] agreed = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      labelled[labels[i]]++;
      predicted[predictions[i]]++;
      if (labels[i] == predictions[i]) {
        agreed[labels[i]]++;
      }
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      if (agreed[c] > 0) {
        sum += labelled[c] * (2.0 * agreed[c] / (labelled[c] + predicted[c]));
      }
    }
    return labels.length == 0 ? Double.NaN : sum / labels.length;
  }
}
