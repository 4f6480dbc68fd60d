package org.dmmsa.training.metric;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;

/**
 * The metrics with which the literature reports a dataset.
 *
 * <p>MOSI and MOSEI: labels in [-3, 3]; MAE and correlation of the raw scores; classes by clipping
 * to [-1, 1], [-2, 2] or [-3, 3] and rounding halves to even; two classes either over all samples
 * (negative, non-negative) or without those whose label is 0 (negative, positive; a prediction of
 * exactly 0 counts as negative there).
 *
 * <p>SIMS: labels in [-1, 1]; everything, MAE and correlation too, is computed on scores clipped to
 * that range; classes by right-closed bins at 0, at ±0.1, and at ±0.1 and ±0.7, so that a score of
 * 0 is on the negative side of two.
 *
 * <p>Source: MMSA's regression metrics, single precision included. Differs from them in the
 * degenerate cases, where they give NaN or fail: without samples every metric is undefined; the
 * correlation of a constant column is undefined; without a non-zero label so are the two metrics
 * that need one.
 */
public enum MetricFamily {
  MOSI,
  MOSEI,
  SIMS;

  private static final float[] FIVE = {-0.7f, -0.1f, 0.1f, 0.7f};

  /**
   * Measures predictions against labels.
   *
   * @param labels one a sample, in the units of the dataset
   * @param predictions one a sample, in the same order; any range
   * @throws InvalidInputException if the lengths differ or a value is NaN or infinite; the message
   *     counts rows from 1
   */
  public Metrics evaluate(float[] labels, float[] predictions) {
    if (labels.length != predictions.length) {
      throw new InvalidInputException(
          "found "
              + predictions.length
              + " predictions, expected "
              + labels.length
              + " (one a label)");
    }
    requireFinite("label", labels);
    requireFinite("prediction", predictions);
    return Metrics.of(compute(labels, predictions));
  }

  /** Names of the finest classes that are told apart, from the most negative up. */
  public List<String> classNames() {
    return switch (this) {
      case MOSI, MOSEI -> List.of("-3", "-2", "-1", "0", "1", "2", "3");
      case SIMS -> List.of("negative", "weakly negative", "neutral", "weakly positive", "positive");
    };
  }

  /** The finest class of each score, an index of {@link #classNames}. */
  public int[] classesOf(float[] scores) {
    return switch (this) {
      case MOSI, MOSEI -> Binning.round(scores, 3);
      case SIMS -> Binning.rightClosed(Binning.clip(scores, 1), FIVE);
    };
  }

  private Map<Metric, Double> compute(float[] labels, float[] predictions) {
    return switch (this) {
      case MOSI, MOSEI -> sevenClasses(labels, predictions);
      case SIMS -> fiveClasses(Binning.clip(labels, 1), Binning.clip(predictions, 1));
    };
  }

  private static Map<Metric, Double> sevenClasses(float[] labels, float[] predictions) {
    float[] nonZeroLabels = whereNonZero(labels, labels);
    float[] nonZeroPredictions = whereNonZero(labels, predictions);
    Map<Metric, Double> values = scores(labels, predictions);
    int[] all = Binning.nonNegative(labels);
    int[] allPredicted = Binning.nonNegative(predictions);
    values.put(Metric.ACC2_HAS0, ClassMetrics.accuracy(all, allPredicted));
    values.put(Metric.F1_HAS0, ClassMetrics.weightedF1(all, allPredicted, 2));
    int[] polar = Binning.positive(nonZeroLabels);
    int[] polarPredicted = Binning.positive(nonZeroPredictions);
    values.put(Metric.ACC2_NON0, ClassMetrics.accuracy(polar, polarPredicted));
    values.put(Metric.F1_NON0, ClassMetrics.weightedF1(polar, polarPredicted, 2));
    values.put(Metric.ACC3, roundedAccuracy(labels, predictions, 1));
    values.put(Metric.ACC5, roundedAccuracy(labels, predictions, 2));
    values.put(Metric.ACC7, roundedAccuracy(labels, predictions, 3));
    return values;
  }

  private static Map<Metric, Double> fiveClasses(float[] labels, float[] predictions) {
    Map<Metric, Double> values = scores(labels, predictions);
    int[] positive = Binning.positive(labels);
    int[] positivePredicted = Binning.positive(predictions);
    values.put(Metric.ACC2, ClassMetrics.accuracy(positive, positivePredicted));
    values.put(Metric.F1, ClassMetrics.weightedF1(positive, positivePredicted, 2));
    values.put(Metric.ACC3, binnedAccuracy(labels, predictions, -0.1f, 0.1f));
    values.put(Metric.ACC5, binnedAccuracy(labels, predictions, FIVE));
    return values;
  }

  private static Map<Metric, Double> scores(float[] labels, float[] predictions) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.put(Metric.MAE, ScoreMetrics.meanAbsoluteError(labels, predictions));
    values.put(Metric.CORR, ScoreMetrics.correlation(labels, predictions));
    return values;
  }

  private static double roundedAccuracy(float[] labels, float[] predictions, int limit) {
    return ClassMetrics.accuracy(Binning.round(labels, limit), Binning.round(predictions, limit));
  }

  private static double binnedAccuracy(float[] labels, float[] predictions, float... edges) {
    return ClassMetrics.accuracy(
        Binning.rightClosed(labels, edges), Binning.rightClosed(predictions, edges));
  }

  private static float[] whereNonZero(float[] labels, float[] values) {
    float[] kept = new float[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0) {
        kept[count++] = values[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static void requireFinite(String column, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidInputException(
            "row "
                + (i + 1)
                + ", "
                + column
                + ": found "
                + values[i]
                + ", expected a finite number");
      }
    }
  }
}
