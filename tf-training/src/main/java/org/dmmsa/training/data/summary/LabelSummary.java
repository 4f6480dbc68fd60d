package org.dmmsa.training.data.summary;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the labels of one split are spread. Without rows all counts are 0 and the figures NaN.
 *
 * @param lowest smallest label
 * @param highest largest label
 * @param mean mean label
 * @param negative labels below 0
 * @param neutral labels equal to 0
 * @param positive labels above 0
 * @param classes labels by their rounded value, lowest first: to the nearest integer, or to the
 *     nearest 0.2 where no label of the data set is beyond 1; halves go to the even neighbour
 */
public record LabelSummary(
    double lowest,
    double highest,
    double mean,
    int negative,
    int neutral,
    int positive,
    Map<Double, Integer> classes) {

  /**
   * @param steps classes in a unit: 1 for integers, 5 for steps of 0.2
   */
  static LabelSummary of(float[] labels, int steps) {
    double lowest = Double.NaN;
    double highest = Double.NaN;
    double sum = 0;
    int negative = 0;
    int positive = 0;
    for (float label : labels) {
      lowest = label >= lowest ? lowest : label;
      highest = label <= highest ? highest : label;
      sum += label;
      negative += label < 0 ? 1 : 0;
      positive += label > 0 ? 1 : 0;
    }
    Map<Double, Integer> classes = new TreeMap<>();
    for (float label : labels) {
      classes.merge(Math.rint((double) label * steps) / steps + 0.0, 1, Integer::sum);
    }
    return new LabelSummary(
        lowest,
        highest,
        sum / labels.length,
        negative,
        labels.length - negative - positive,
        positive,
        classes);
  }
}
