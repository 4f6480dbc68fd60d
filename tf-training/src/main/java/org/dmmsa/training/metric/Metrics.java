package org.dmmsa.training.metric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The values of a metric family on one set of predictions, in the order of {@link Metric}.
 *
 * <p>Accuracies and F1 are fractions in [0, 1], not percent. A metric can be listed and yet be
 * undefined, such as the correlation of a constant; it is then empty here, and null in files.
 */
public final class Metrics {
  private final Map<Metric, OptionalDouble> values;

  private Metrics(Map<Metric, OptionalDouble> values) {
    this.values = Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /** Takes one value a metric, where NaN and infinities stand for "undefined". */
  public static Metrics of(Map<Metric, Double> values) {
    Map<Metric, OptionalDouble> known = new EnumMap<>(Metric.class);
    values.forEach(
        (metric, value) ->
            known.put(
                metric,
                Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty()));
    return new Metrics(known);
  }

  /** The metrics listed here, defined or not. */
  public Set<Metric> metrics() {
    return values.keySet();
  }

  /** The value, or empty where it is undefined. The metric must be of this family. */
  public OptionalDouble get(Metric metric) {
    OptionalDouble value = values.get(metric);
    if (value == null) {
      throw new IllegalArgumentException(
          "found metric " + metric.key() + ", expected one of " + byKey().keySet());
    }
    return value;
  }

  /** Key to value in report order, with null where a metric is undefined. */
  public Map<String, Double> byKey() {
    Map<String, Double> byKey = new LinkedHashMap<>();
    values.forEach(
        (metric, value) -> byKey.put(metric.key(), value.isPresent() ? value.getAsDouble() : null));
    return Collections.unmodifiableMap(byKey);
  }

  /** Each value rounded to 4 decimals, half to even, as MMSA reports a single run. */
  public Metrics rounded4() {
    Map<Metric, OptionalDouble> rounded = new EnumMap<>(Metric.class);
    values.forEach(
        (metric, value) ->
            rounded.put(
                metric,
                value.isPresent()
                    ? OptionalDouble.of(Math.rint(value.getAsDouble() * 1e4) / 1e4)
                    : value));
    return new Metrics(rounded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metrics metrics && values.equals(metrics.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return byKey().toString();
  }
}
