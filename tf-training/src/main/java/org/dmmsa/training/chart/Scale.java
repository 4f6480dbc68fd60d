package org.dmmsa.training.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where numbers are along an axis.
 *
 * @param low the number at {@code from}
 * @param high the number at {@code to}, above low
 * @param from in pixels
 * @param to in pixels
 */
record Scale(double low, double high, double from, double to) {

  /** A scale on which all numbers are and a little room at both ends. */
  static Scale around(List<Double> numbers, double from, double to) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double number : numbers) {
      if (Double.isFinite(number)) {
        low = Math.min(low, number);
        high = Math.max(high, number);
      }
    }
    if (low > high) {
      return new Scale(0, 1, from, to);
    }
    double room = low == high ? Math.max(Math.abs(low) * 0.1, 1e-3) : (high - low) * 0.05;
    return new Scale(low - room, high + room, from, to);
  }

  double place(double number) {
    return from + (number - low) / (high - low) * (to - from);
  }

  /**
   * Round numbers on the axis, in steps of 1, 2 or 5 times a power of ten.
   *
   * @param most about how many
   */
  List<BigDecimal> ticks(int most) {
    BigDecimal step = step((high - low) / most);
    BigDecimal tick = BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    List<BigDecimal> ticks = new ArrayList<>();
    for (; tick.doubleValue() <= high; tick = tick.add(step)) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static BigDecimal step(double least) {
    int power = (int) Math.floor(Math.log10(least));
    for (int digit : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
      if (step.doubleValue() >= least) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }
}
