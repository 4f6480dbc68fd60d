package org.dmmsa.lab.bench;

import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * How long something is repeated. What takes no longer than all of the time is done twice before
 * and then at least five times; else once, and three times.
 *
 * @param seconds for all repetitions of a workload
 */
public record Effort(double seconds) {
  private static final int LEAST = 5;
  private static final int LEAST_LONG = 3;
  private static final double NANOS = 1e9;

  /** Seconds of each repetition. */
  double[] times(Runnable once) {
    return times(once, System::nanoTime);
  }

  /**
   * The same by another clock.
   *
   * @param clock in nanoseconds
   */
  double[] times(Runnable once, LongSupplier clock) {
    boolean isLong = time(once, clock) > seconds;
    if (!isLong) {
      once.run();
    }
    int least = isLong ? LEAST_LONG : LEAST;
    double[] times = {};
    while (times.length < least || DoubleStream.of(times).sum() < seconds) {
      times = Arrays.copyOf(times, times.length + 1);
      times[times.length - 1] = time(once, clock);
    }
    return times;
  }

  private static double time(Runnable once, LongSupplier clock) {
    long start = clock.getAsLong();
    once.run();
    return (clock.getAsLong() - start) / NANOS;
  }
}
