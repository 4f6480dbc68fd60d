package org.dmmsa.training.runreport;

import java.util.Locale;

/** Numbers as a report writes them, whatever the locale. */
final class Numbers {
  private Numbers() {}

  static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
