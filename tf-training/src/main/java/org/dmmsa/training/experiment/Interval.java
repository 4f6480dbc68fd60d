package org.dmmsa.training.experiment;

/**
 * A confidence interval; both ends are NaN where there is none.
 *
 * @param low its lower end
 * @param high its upper end
 */
record Interval(double low, double high) {
  static final Interval NONE = new Interval(Double.NaN, Double.NaN);
}
