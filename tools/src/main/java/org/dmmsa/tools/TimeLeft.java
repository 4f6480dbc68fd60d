package org.dmmsa.tools;

import java.util.Locale;
import java.util.OptionalDouble;

/** How long many runs still take, in words. */
final class TimeLeft {
  private TimeLeft() {}

  /**
   * By what runs took that are done; they share the machine, so that more jobs are not taken in.
   *
   * @param runs that are not done
   * @param seconds of them one after the other, if that is known
   * @param jobs runs at a time
   */
  static String text(int runs, OptionalDouble seconds, int jobs) {
    if (runs == 0) {
      return "nothing left";
    }
    return seconds.isPresent()
        ? "about " + duration(seconds.getAsDouble() / jobs)
        : "time not known before the first is done";
  }

  static String duration(double seconds) {
    if (seconds < 90) {
      return Math.round(seconds) + " s";
    }
    double minutes = seconds / 60;
    return minutes < 90
        ? Math.round(minutes) + " min"
        : String.format(Locale.ROOT, "%.1f h", minutes / 60);
  }
}
