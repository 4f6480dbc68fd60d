package org.dmmsa.training.report;

import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.Metrics;

/**
 * What a run reached over its seeds: {@code summary.json} and {@code summary.csv}.
 *
 * <p>Means and deviations are of values rounded to 4 decimals a seed, as MMSA's are, and are not
 * rounded again; the CSV has MMSA's own cells (times 100, 2 decimals) beside them.
 *
 * @param seeds in the order in which they ran
 * @param valid over the seeds, on the validation split
 * @param test over the seeds, on the test split
 * @param meanPredictor the yardstick
 */
public record SummaryReport(
    List<Long> seeds, Aggregate valid, Aggregate test, Yardstick meanPredictor) {
  /**
   * The metrics of always predicting the mean of the training labels.
   *
   * @param test on the test split, not rounded
   */
  public record Yardstick(Metrics test) {}

  public SummaryReport {
    seeds = List.copyOf(seeds);
  }

  /**
   * Sums up the seeds of a run.
   *
   * @param seeds at least one
   * @param runs one a seed, in the same order
   * @param meanPredictor on the test split, see {@link org.dmmsa.training.metric.MeanPredictor}
   */
  public static SummaryReport of(List<Long> seeds, List<SeedMetrics> runs, Metrics meanPredictor) {
    if (seeds.size() != runs.size()) {
      throw new IllegalArgumentException(
          "found " + runs.size() + " runs, expected " + seeds.size() + " (one a seed)");
    }
    return new SummaryReport(
        seeds,
        Aggregate.of(runs.stream().map(SeedMetrics::valid).toList()),
        Aggregate.of(runs.stream().map(SeedMetrics::test).toList()),
        new Yardstick(meanPredictor));
  }

  /**
   * Writes {@code summary.json} and {@code summary.csv}.
   *
   * @throws InvalidInputException if one of them cannot be written
   */
  public void write(Path folder) {
    JsonFile.write(folder.resolve("summary.json"), this);
    AtomicFile.write(folder.resolve("summary.csv"), csv());
  }

  /** One row a predictor, split and metric; an empty cell is undefined. */
  String csv() {
    StringBuilder text =
        new StringBuilder("predictor,split,metric,mean,std,mean_percent,std_percent\n");
    append(text, "model,valid", valid);
    append(text, "model,test", test);
    append(text, "train_mean,test", Aggregate.of(List.of(meanPredictor.test())));
    return text.toString();
  }

  private static void append(StringBuilder text, String start, Aggregate aggregate) {
    aggregate
        .byKey()
        .forEach(
            (key, spread) -> {
              Aggregate.Spread percent = spread.percent();
              text.append(start).append(',').append(key);
              text.append(',').append(cell(spread.mean())).append(',').append(cell(spread.std()));
              text.append(',').append(cell(percent.mean()));
              text.append(',').append(cell(percent.std())).append('\n');
            });
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
