package org.dmmsa.training.tuning;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.training.Selection;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.SeedMetrics;

/**
 * What a trial reached in a rung, on the validation split.
 *
 * @param trial which
 * @param rung its round
 * @param figures by seed, those that are done; NaN where the metric is undefined
 * @param mean over the seeds; NaN, which is worse than any figure, if one of them failed
 */
record TrialResult(Trial trial, Rung rung, Map<Long, Double> figures, double mean) {

  /** Reads the run folders of a trial in a rung, one for each seed. */
  static TrialResult of(List<TrialRun> runs) {
    Map<Long, Double> figures = new LinkedHashMap<>();
    for (TrialRun run : runs) {
      if (run.done()) {
        figures.put(run.seed(), figure(run));
      }
    }
    double mean =
        figures.values().stream().mapToDouble(figure -> figure).average().orElse(Double.NaN);
    return new TrialResult(
        runs.get(0).trial(),
        runs.get(0).rung(),
        figures,
        figures.size() == runs.size() ? mean : Double.NaN);
  }

  private static double figure(TrialRun run) {
    Selection selection = run.config().selection();
    return selection.of(
        JsonFile.read(run.folder().seed(run.seed()).metrics(), SeedMetrics.class).valid());
  }

  boolean failed() {
    return Double.isNaN(mean);
  }

  /** The best first, failures last, equals by their number. */
  static List<TrialResult> ranked(List<TrialResult> results, Metric by) {
    Comparator<TrialResult> best =
        (one, other) ->
            by.improves(one.mean, other.mean) ? -1 : by.improves(other.mean, one.mean) ? 1 : 0;
    return results.stream().sorted(best.thenComparing(result -> result.trial.number())).toList();
  }

  /** The best so many; fewer if not so many came to an end. */
  static List<Trial> best(List<TrialResult> results, Metric by, int wanted) {
    return ranked(results, by).stream()
        .filter(result -> !result.failed())
        .limit(wanted)
        .map(TrialResult::trial)
        .toList();
  }
}
