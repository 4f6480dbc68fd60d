package org.dmmsa.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.SeedMetrics;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final int CLIPS = 120;
  private static final float[] LABELS = labels();

  private static float[] labels() {
    Random random = new Random(1);
    float[] labels = new float[CLIPS];
    for (int i = 0; i < CLIPS; i++) {
      labels[i] = (float) (6 * random.nextDouble() - 3);
    }
    return labels;
  }

  /** A row whose runs have these MAEs, and predictions that are off by about as much. */
  private static CellResult row(String name, double... maes) {
    List<SeedResult> seeds = new ArrayList<>();
    for (int i = 0; i < maes.length; i++) {
      Metrics metrics = Metrics.of(Map.of(Metric.MAE, maes[i]));
      seeds.add(
          new SeedResult(
              i + 1,
              new SeedMetrics(metrics, metrics),
              predictions(maes[i], i),
              List.of(),
              Optional.empty()));
    }
    ExperimentConfig.Row row =
        new ExperimentConfig.Row(
            name, name, Optional.empty(), "x.yaml", Optional.empty(), Optional.empty(), List.of());
    return new CellResult(row, "mosi", MetricFamily.MOSI, Metric.MAE, seeds);
  }

  private static Predictions predictions(double off, int seed) {
    Random random = new Random(seed);
    float[] scores = new float[CLIPS];
    for (int i = 0; i < CLIPS; i++) {
      scores[i] = LABELS[i] + (float) (2 * off * random.nextDouble());
    }
    List<String> ids = IntStream.range(0, CLIPS).mapToObj(i -> "v$_$" + i).toList();
    return Predictions.of(ids, scores).with(Predictions.LABEL, LABELS);
  }

  private static List<Comparison> compare(CellResult reference, CellResult... others) {
    List<CellResult> all = new ArrayList<>(List.of(others));
    all.add(reference);
    return Comparison.all(all, reference, List.of(Metric.MAE));
  }

  /** Expected values are scipy 1.16's ttest_rel, t.interval and wilcoxon. */
  @Test
  void testsOverSeedsAreThoseOfScipy() {
    CellResult reference = row("reference", 0.8013, 0.8234, 0.7911, 0.7855, 0.8042);
    Comparison one =
        compare(reference, row("other", 0.7812, 0.8134, 0.7521, 0.7903, 0.7711)).get(0);
    assertThat(one.seeds()).isEqualTo(5);
    assertThat(one.difference()).isCloseTo(-0.01948, within(1e-12));
    assertThat(one.pT()).isCloseTo(0.06911769084980364, within(1e-9));
    assertThat(one.overSeeds().low()).isCloseTo(-0.04139728650111406, within(1e-9));
    assertThat(one.overSeeds().high()).isCloseTo(0.0024372865011140464, within(1e-9));
    assertThat(one.pWilcoxon()).isCloseTo(0.125, within(1e-9));
    assertThat(one.verdict()).isEqualTo(Comparison.Verdict.OPEN);
  }

  @Test
  void holmCorrectsForAllRowsAndNeverFalls() {
    CellResult reference = row("reference", 0.80, 0.82, 0.79, 0.78, 0.81);
    CellResult same = row("same", 0.80, 0.82, 0.79, 0.78, 0.81);
    CellResult near = row("near", 0.81, 0.82, 0.80, 0.77, 0.82);
    CellResult better = row("better", 0.701, 0.722, 0.69, 0.683, 0.71);
    List<Comparison> all = compare(reference, same, near, better);
    assertThat(all.get(0).pT()).isNaN(); // no difference at all: nothing to test, and not counted
    assertThat(all.get(1).pHolm()).isEqualTo(Math.max(all.get(1).pT(), 2 * all.get(2).pT()));
    assertThat(all.get(2).pHolm()).isEqualTo(2 * all.get(2).pT());
    assertThat(all.stream().map(Comparison::verdict))
        .containsExactly(
            Comparison.Verdict.OPEN, Comparison.Verdict.OPEN, Comparison.Verdict.BETTER);
    assertThat(compare(better, reference).get(0).verdict()).isEqualTo(Comparison.Verdict.WORSE);
  }

  @Test
  void clipsAreDrawnForBothRowsAtOnce() {
    CellResult reference = row("reference", 0.8, 0.9);
    Interval same = compare(reference, row("same", 0.8, 0.9)).get(0).overClips();
    assertThat(same).isEqualTo(new Interval(0, 0));

    Interval worse = compare(reference, row("worse", 1.0, 1.1)).get(0).overClips();
    // Each error is uniform in [0, 2·MAE], so the paired difference is uniform in [0, 0.4]: its
    // mean
    // over 120 clips and two seeds of one order of noise each has about this spread.
    double standardError = 0.4 / Math.sqrt(12) / Math.sqrt(2 * CLIPS);
    assertThat((worse.low() + worse.high()) / 2).isCloseTo(0.2, within(2.5 * standardError));
    assertThat(worse.high() - worse.low())
        .isCloseTo(2 * 1.96 * standardError, within(0.25 * 2 * 1.96 * standardError));
  }

  @Test
  void onlySharedSeedsAreCompared() {
    assertThat(compare(row("reference", 0.8, 0.9, 0.85), row("fewer", 0.7, 0.8)).get(0).seeds())
        .isEqualTo(2);
    assertThat(compare(row("reference", 0.8), row("one", 0.7)).get(0).pT()).isNaN();
  }
}
