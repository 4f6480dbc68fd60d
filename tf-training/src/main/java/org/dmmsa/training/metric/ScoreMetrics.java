package org.dmmsa.training.metric;

/**
 * Metrics of two columns of scores: how far apart, and how alike in shape.
 *
 * <p>Both columns have one finite value a sample, in the same order. NaN means "undefined".
 */
public final class ScoreMetrics {
  /** Up to this many values, numpy sums in one block of eight running sums. */
  private static final int BLOCK = 128;

  private ScoreMetrics() {}

  /**
   * Mean of |label - prediction| in single precision; NaN without samples.
   *
   * <p>The sum runs in the order of numpy's pairwise sum, so that the last digit is MMSA's too.
   */
  public static double meanAbsoluteError(float[] labels, float[] predictions) {
    if (labels.length == 0) {
      return Double.NaN;
    }
    float[] errors = new float[labels.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(predictions[i] - labels[i]);
    }
    return pairwiseSum(errors, 0, errors.length) / errors.length;
  }

  /**
   * Pearson's correlation in double precision; NaN where a column is constant or has no samples.
   */
  public static double correlation(float[] labels, float[] predictions) {
    // Rounding may leave a constant column a tiny variance, so constancy is not asked of that.
    if (constant(labels) || constant(predictions)) {
      return Double.NaN;
    }
    double labelMean = mean(labels);
    double predictionMean = mean(predictions);
    double together = 0;
    double labelSquares = 0;
    double predictionSquares = 0;
    for (int i = 0; i < labels.length; i++) {
      double label = labels[i] - labelMean;
      double prediction = predictions[i] - predictionMean;
      together += label * prediction;
      labelSquares += label * label;
      predictionSquares += prediction * prediction;
    }
    double correlation = together / Math.sqrt(labelSquares) / Math.sqrt(predictionSquares);
    return Math.max(-1, Math.min(1, correlation));
  }

  private static boolean constant(float[] values) {
    for (float value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static float pairwiseSum(float[] values, int from, int count) {
    if (count > BLOCK) {
      int half = count / 2 - count / 2 % 8;
      return pairwiseSum(values, from, half) + pairwiseSum(values, from + half, count - half);
    }
    float[] running = new float[8];
    int whole = count - count % 8;
    for (int i = 0; i < whole; i++) {
      running[i % 8] += values[from + i];
    }
    float sum =
        ((running[0] + running[1]) + (running[2] + running[3]))
            + ((running[4] + running[5]) + (running[6] + running[7]));
    for (int i = whole; i < count; i++) {
      sum += values[from + i];
    }
    return sum;
  }
}
