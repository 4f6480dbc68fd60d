package org.dmmsa.training.experiment;

import java.util.Locale;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.Metric;

/** How figures look in tables: accuracies and F1 in per cent, MAE and correlation as they are. */
final class Numbers {
  private static final String NONE = "–";

  private Numbers() {}

  /** The heading of a metric's column, with an arrow to where it is better. */
  static String heading(Metric metric) {
    return metric.key() + (metric.higherIsBetter() ? " ↑" : " ↓");
  }

  /** {@code 83.97 ± 0.30}; without the spread of a single seed. */
  static String spread(Metric metric, Aggregate.Spread spread, int seeds) {
    return !spread.defined()
        ? NONE
        : seeds == 1
            ? figure(metric, spread.mean())
            : figure(metric, spread.mean()) + " ± " + figure(metric, spread.std());
  }

  static String figure(Metric metric, double value) {
    return format(isShare(metric) ? "%.2f" : "%.3f", scaled(metric, value));
  }

  /** With its sign. */
  static String difference(Metric metric, double value) {
    return format(isShare(metric) ? "%+.2f" : "%+.4f", scaled(metric, value));
  }

  static String interval(Metric metric, Interval interval) {
    return Double.isNaN(interval.low())
        ? NONE
        : "[%s, %s]"
            .formatted(difference(metric, interval.low()), difference(metric, interval.high()));
  }

  static String p(double p) {
    return p < 0.0005 ? "<0.001" : format("%.3f", p);
  }

  /** In the unit of tables and charts: a share is in per cent. */
  static double scaled(Metric metric, double value) {
    return isShare(metric) ? 100 * value : value;
  }

  private static boolean isShare(Metric metric) {
    return metric != Metric.MAE && metric != Metric.CORR;
  }

  private static String format(String format, double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, format, value);
  }
}
