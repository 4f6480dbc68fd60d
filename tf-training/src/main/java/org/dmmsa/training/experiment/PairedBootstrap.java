package org.dmmsa.training.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.Predictions;

/**
 * The paired bootstrap over test clips (Efron and Tibshirani 1993; for comparisons of systems,
 * Berg- Kirkpatrick et al. 2012): clips are drawn with replacement, the same ones for both rows and
 * all seeds, and the difference of the metric, mean over seeds, is measured on each draw.
 * Percentiles.
 */
final class PairedBootstrap {
  /** Of the clips. */
  static final int DRAWS = 2000;

  private final CellResult reference;

  PairedBootstrap(CellResult reference) {
    this.reference = reference;
  }

  /** The 95% interval of row minus reference, for each metric. */
  List<Interval> intervals(CellResult cell, List<Metric> metrics) {
    List<SeedResult> own = cell.sharedWith(reference);
    List<SeedResult> its = reference.sharedWith(cell);
    requireSameClips(own.get(0).test(), its.get(0).test());
    double[][] draws =
        IntStream.range(0, DRAWS)
            .parallel()
            .mapToObj(draw -> difference(own, its, metrics, draw))
            .toArray(double[][]::new);
    return IntStream.range(0, metrics.size())
        .mapToObj(m -> interval(Arrays.stream(draws).mapToDouble(draw -> draw[m]).toArray()))
        .toList();
  }

  private void requireSameClips(Predictions one, Predictions other) {
    if (!one.ids().equals(other.ids())) {
      throw new InvalidInputException(
          "found test predictions of other clips than those of row %s, expected the same in the same"
                  .formatted(reference.row().name())
              + " order");
    }
  }

  /** The difference of each metric on one draw; the draw's number seeds it. */
  private double[] difference(
      List<SeedResult> own, List<SeedResult> its, List<Metric> metrics, int draw) {
    int clips = own.get(0).test().size();
    int[] drawn = new SplittableRandom(draw).ints(clips, 0, clips).toArray();
    double[] sums = new double[metrics.size()];
    for (int seed = 0; seed < own.size(); seed++) {
      Metrics one = on(own.get(seed).test(), drawn);
      Metrics other = on(its.get(seed).test(), drawn);
      for (int m = 0; m < sums.length; m++) {
        sums[m] +=
            (one.get(metrics.get(m)).orElse(Double.NaN)
                    - other.get(metrics.get(m)).orElse(Double.NaN))
                / own.size();
      }
    }
    return sums;
  }

  private Metrics on(Predictions predictions, int[] rows) {
    return reference
        .family()
        .evaluate(
            at(predictions.column(Predictions.LABEL).orElseThrow(), rows),
            at(predictions.predictions(), rows));
  }

  private static float[] at(float[] values, int[] rows) {
    float[] chosen = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = values[rows[i]];
    }
    return chosen;
  }

  /** Draws on which the metric is undefined do not count. */
  private static Interval interval(double[] draws) {
    double[] sorted = Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0 ? Interval.NONE : new Interval(at(sorted, 0.025), at(sorted, 0.975));
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
