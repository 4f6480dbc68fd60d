package org.dmmsa.lab.bench;

import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Where the middle half of some times lies, by linear interpolation as NumPy has it.
 *
 * @param q1 a quarter is below
 * @param median half of them is below
 * @param q3 three quarters are below
 */
record Quartiles(double q1, double median, double q3) {
  private static final Quantile LINEAR =
      Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

  /** Of at least one. */
  static Quartiles of(double[] times) {
    double[] three = LINEAR.evaluate(times.clone(), 0.25, 0.5, 0.75);
    return new Quartiles(three[0], three[1], three[2]);
  }
}
