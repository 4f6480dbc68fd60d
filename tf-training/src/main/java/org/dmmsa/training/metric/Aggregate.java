package org.dmmsa.training.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Mean and standard deviation of each metric over several runs, as MMSA reports them.
 *
 * <p>Every run is rounded to 4 decimals first. The deviation is that of the population (divided by
 * the number of runs, not by one less), so a single run has 0. A metric that is undefined in any
 * run is undefined here.
 */
public final class Aggregate {
  private final Map<Metric, Spread> spreads;

  /**
   * Mean and deviation over runs, both NaN where undefined.
   *
   * @param mean in the metric's unit (a fraction for accuracies)
   * @param std in the same unit, at least 0
   */
  public record Spread(double mean, double std) {
    /** False if the metric is undefined in one of the runs. */
    public boolean defined() {
      return !Double.isNaN(mean);
    }

    /** Both times 100 and rounded to 2 decimals: the cells of MMSA's tables, MAE included. */
    public Spread percent() {
      return new Spread(Math.rint(mean * 100 * 100) / 100, Math.rint(std * 100 * 100) / 100);
    }
  }

  private Aggregate(Map<Metric, Spread> spreads) {
    this.spreads = Collections.unmodifiableMap(new EnumMap<>(spreads));
  }

  /** Sums up runs of one metric family; at least one run. */
  public static Aggregate of(List<Metrics> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("found no runs, expected at least one");
    }
    List<Metrics> rounded = runs.stream().map(Metrics::rounded4).toList();
    Map<Metric, Spread> spreads = new EnumMap<>(Metric.class);
    for (Metric metric : runs.get(0).metrics()) {
      spreads.put(metric, spread(rounded.stream().map(run -> run.get(metric)).toList()));
    }
    return new Aggregate(spreads);
  }

  /** Takes what runs were summed up to before. */
  public static Aggregate of(Map<Metric, Spread> spreads) {
    return new Aggregate(spreads);
  }

  /** The spread of a metric of this family. */
  public Spread get(Metric metric) {
    Spread spread = spreads.get(metric);
    if (spread == null) {
      throw new IllegalArgumentException(
          "found metric " + metric.key() + ", expected one of " + byKey().keySet());
    }
    return spread;
  }

  /** Key to spread, in report order. */
  public Map<String, Spread> byKey() {
    Map<String, Spread> byKey = new LinkedHashMap<>();
    spreads.forEach((metric, spread) -> byKey.put(metric.key(), spread));
    return Collections.unmodifiableMap(byKey);
  }

  private static Spread spread(List<OptionalDouble> runs) {
    double sum = 0;
    for (OptionalDouble run : runs) {
      sum += run.orElse(Double.NaN);
    }
    double mean = sum / runs.size();
    double squares = 0;
    for (OptionalDouble run : runs) {
      double off = run.orElse(Double.NaN) - mean;
      squares += off * off;
    }
    return new Spread(mean, Math.sqrt(squares / runs.size()));
  }
}
