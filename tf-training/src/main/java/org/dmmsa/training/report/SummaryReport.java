package org.dmmsa.training.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
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
 * @param dataNotes what was odd in the data, a line each: values that are not finite, blank rows
 */
public record SummaryReport(
    List<Long> seeds,
    Aggregate valid,
    Aggregate test,
    Yardstick meanPredictor,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> dataNotes) { // older runs have none
  private static final List<String> COLUMNS =
      List.of("predictor", "split", "metric", "mean", "std", "mean_percent", "std_percent");

  /**
   * The metrics of always predicting the mean of the training labels.
   *
   * @param test on the test split, not rounded
   */
  public record Yardstick(Metrics test) {}

  public SummaryReport {
    seeds = List.copyOf(seeds);
    dataNotes = List.copyOf(dataNotes);
  }

  /**
   * Sums up the seeds of a run.
   *
   * @param seeds at least one
   * @param runs one a seed, in the same order
   * @param meanPredictor on the test split, see {@link org.dmmsa.training.metric.MeanPredictor}
   * @param dataNotes what was odd in the data
   */
  public static SummaryReport of(
      List<Long> seeds, List<SeedMetrics> runs, Metrics meanPredictor, List<String> dataNotes) {
    if (seeds.size() != runs.size()) {
      throw new IllegalArgumentException(
          "found " + runs.size() + " runs, expected " + seeds.size() + " (one a seed)");
    }
    return new SummaryReport(
        seeds,
        Aggregate.of(runs.stream().map(SeedMetrics::valid).toList()),
        Aggregate.of(runs.stream().map(SeedMetrics::test).toList()),
        new Yardstick(meanPredictor),
        dataNotes);
  }

  /**
   * Writes {@code summary.json} and {@code summary.csv}.
   *
   * @throws InvalidInputException if one of them cannot be written
   */
  public void write(Path folder) {
    JsonFile.write(folder.resolve("summary.json"), this);
    List<List<Object>> rows = new ArrayList<>();
    addTo(rows, "model", "valid", valid);
    addTo(rows, "model", "test", test);
    addTo(rows, "train_mean", "test", Aggregate.of(List.of(meanPredictor.test())));
    CsvFile.write(folder.resolve("summary.csv"), COLUMNS, rows);
  }

  /** One row a predictor, split and metric; an empty cell is undefined. */
  private static void addTo(
      List<List<Object>> rows, String predictor, String split, Aggregate aggregate) {
    aggregate
        .byKey()
        .forEach(
            (key, spread) -> {
              List<Object> row = new ArrayList<>(List.of(predictor, split, key));
              row.addAll(cells(spread));
              row.addAll(cells(spread.percent()));
              rows.add(row);
            });
  }

  private static List<Double> cells(Aggregate.Spread spread) {
    return spread.defined() ? List.of(spread.mean(), spread.std()) : Collections.nCopies(2, null);
  }
}
