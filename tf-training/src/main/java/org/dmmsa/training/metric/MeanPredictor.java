package org.dmmsa.training.metric;

import java.util.Arrays;
import org.dmmsa.model.InvalidInputException;

/** The yardstick that every model must beat: always predict the mean of the training labels. */
public final class MeanPredictor {
  private MeanPredictor() {}

  /**
   * The metrics of that constant on another split.
   *
   * @param trainLabels at least one finite label
   * @param labels the labels to predict
   * @throws InvalidInputException if there is no training label, or a label is not finite
   */
  public static Metrics evaluate(MetricFamily family, float[] trainLabels, float[] labels) {
    if (trainLabels.length == 0) {
      throw new InvalidInputException("train split: found no labels, expected at least one");
    }
    double sum = 0;
    for (float label : trainLabels) {
      sum += label;
    }
    float[] predictions = new float[labels.length];
    Arrays.fill(predictions, (float) (sum / trainLabels.length));
    return family.evaluate(labels, predictions);
  }
}
