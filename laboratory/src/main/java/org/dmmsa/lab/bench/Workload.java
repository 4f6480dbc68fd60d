package org.dmmsa.lab.bench;

import java.util.function.Function;

/**
 * Something whose time is taken.
 *
 * @param name as in {@code --only}
 * @param description in one line
 * @param unit of its times
 * @param prepare makes all that is needed to do it over and over; its own time does not count
 */
public record Workload(
    String name, String description, TimeUnit unit, Function<Setup, Prepared> prepare) {

  /** How times are told. */
  public enum TimeUnit {
    MS(1e3),
    S(1);

    private final double perSecond;

    TimeUnit(double perSecond) {
      this.perSecond = perSecond;
    }

    double of(double seconds) {
      return seconds * perSecond;
    }
  }
}
