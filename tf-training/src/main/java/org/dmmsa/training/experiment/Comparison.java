package org.dmmsa.training.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.dmmsa.training.metric.Metric;

/**
 * How a row differs from the reference on the test split, by a metric: row minus reference, seed by
 * seed.
 *
 * @param cell the row
 * @param metric by what
 * @param seeds pairs of runs
 * @param difference mean over the pairs
 * @param overSeeds 95% interval of that mean by Student's t: what other seeds would give
 * @param overClips 95% interval by the bootstrap: what other test clips would give, of these models
 * @param pT of the paired t test, two-sided
 * @param pWilcoxon of the signed-rank test, two-sided
 * @param pHolm {@code pT} corrected by Holm for all rows that are compared by this metric
 */
record Comparison(
    CellResult cell,
    Metric metric,
    int seeds,
    double difference,
    Interval overSeeds,
    Interval overClips,
    double pT,
    double pWilcoxon,
    double pHolm) {
  private static final double LEVEL = 0.05;

  /** What a reader may take from it. */
  enum Verdict {
    BETTER,
    WORSE,
    /** The seeds do not tell the two apart; that is not to say that they are the same. */
    OPEN
  }

  Verdict verdict() {
    if (!(pHolm < LEVEL)) {
      return Verdict.OPEN;
    }
    return difference > 0 == metric.higherIsBetter() ? Verdict.BETTER : Verdict.WORSE;
  }

  /**
   * Compares each row with the reference.
   *
   * @param cells of one dataset; the reference among them is left out
   */
  static List<Comparison> all(List<CellResult> cells, CellResult reference, List<Metric> metrics) {
    List<Comparison> all = new ArrayList<>();
    PairedBootstrap bootstrap = new PairedBootstrap(reference);
    List<CellResult> others =
        cells.stream()
            .filter(cell -> !cell.row().equals(reference.row()))
            .filter(cell -> !cell.sharedWith(reference).isEmpty())
            .toList();
    List<List<Interval>> overClips =
        others.stream().map(cell -> bootstrap.intervals(cell, metrics)).toList();
    for (int m = 0; m < metrics.size(); m++) {
      List<Comparison> rows = new ArrayList<>();
      for (int i = 0; i < others.size(); i++) {
        rows.add(of(others.get(i), reference, metrics.get(m), overClips.get(i).get(m)));
      }
      all.addAll(corrected(rows));
    }
    return all;
  }

  private static Comparison of(
      CellResult cell, CellResult reference, Metric metric, Interval overClips) {
    double[] own = values(cell.sharedWith(reference), metric);
    double[] its = values(reference.sharedWith(cell), metric);
    double[] differences =
        IntStream.range(0, own.length).mapToDouble(i -> own[i] - its[i]).toArray();
    double mean =
        IntStream.range(0, own.length).mapToDouble(i -> differences[i]).average().orElse(0);
    double variance =
        IntStream.range(0, own.length).mapToDouble(i -> Math.pow(differences[i] - mean, 2)).sum()
            / (own.length - 1);
    boolean testable = own.length > 1 && variance > 0;
    double pT = testable ? TTest.withDefaults().pairedTest(own, its).getPValue() : Double.NaN;
    return new Comparison(
        cell,
        metric,
        own.length,
        mean,
        testable ? interval(mean, variance, own.length) : Interval.NONE,
        overClips,
        pT,
        testable ? WilcoxonSignedRankTest.withDefaults().test(own, its).getPValue() : Double.NaN,
        pT);
  }

  private static double[] values(List<SeedResult> seeds, Metric metric) {
    return seeds.stream()
        .mapToDouble(seed -> seed.metrics().test().get(metric).orElse(Double.NaN))
        .toArray();
  }

  private static Interval interval(double mean, double variance, int pairs) {
    double half =
        TDistribution.of(pairs - 1).inverseSurvivalProbability(LEVEL / 2)
            * Math.sqrt(variance / pairs);
    return new Interval(mean - half, mean + half);
  }

  /** Holm's step-down correction of the rows' p values; those without one do not count. */
  private static List<Comparison> corrected(List<Comparison> rows) {
    List<Comparison> byP =
        rows.stream()
            .filter(row -> !Double.isNaN(row.pT()))
            .sorted(Comparator.comparingDouble(Comparison::pT))
            .toList();
    double[] holm = new double[byP.size()];
    for (int i = 0; i < holm.length; i++) {
      double p = Math.min(1, (holm.length - i) * byP.get(i).pT());
      holm[i] = i == 0 ? p : Math.max(holm[i - 1], p);
    }
    return rows.stream()
        .map(row -> byP.contains(row) ? row.withHolm(holm[byP.indexOf(row)]) : row)
        .toList();
  }

  private Comparison withHolm(double p) {
    return new Comparison(cell, metric, seeds, difference, overSeeds, overClips, pT, pWilcoxon, p);
  }
}
