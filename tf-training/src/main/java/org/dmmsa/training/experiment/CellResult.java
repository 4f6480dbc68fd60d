package org.dmmsa.training.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;

/**
 * A row of a table on one dataset: the runs of it that are done.
 *
 * @param row which
 * @param dataset its name
 * @param family how its predictions are measured
 * @param chosenBy what its epochs were chosen by, on the validation split
 * @param seeds one a run that is done, in the order of the experiment; may be none
 */
record CellResult(
    ExperimentConfig.Row row,
    String dataset,
    MetricFamily family,
    Metric chosenBy,
    List<SeedResult> seeds) {

  boolean isEmpty() {
    return seeds.isEmpty();
  }

  Aggregate valid() {
    return over(seed -> seed.metrics().valid());
  }

  Aggregate test() {
    return over(seed -> seed.metrics().test());
  }

  /** {@link SeedResult#bestOfTest()} over the seeds; empty if one of them lacks it. */
  Optional<Aggregate> bestOfTest() {
    return seeds.stream().allMatch(seed -> seed.bestOfTest().isPresent())
        ? Optional.of(over(seed -> seed.bestOfTest().orElseThrow()))
        : Optional.empty();
  }

  private Aggregate over(Function<SeedResult, Metrics> metrics) {
    return Aggregate.of(seeds.stream().map(metrics).toList());
  }

  /** Its seeds that the other has too, in order. */
  List<SeedResult> sharedWith(CellResult other) {
    return seeds.stream().filter(own -> other.has(own.seed())).toList();
  }

  private boolean has(long seed) {
    return seeds.stream().anyMatch(own -> own.seed() == seed);
  }
}
