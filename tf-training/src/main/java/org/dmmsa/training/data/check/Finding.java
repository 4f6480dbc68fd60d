package org.dmmsa.training.data.check;

import java.util.Locale;

/**
 * Something that a check found.
 *
 * @param severity how bad
 * @param check what was looked at, in a word
 * @param message one sentence with its numbers
 */
public record Finding(Severity severity, String check, String message) {

  /** How bad a finding is. */
  public enum Severity {
    /** Results on such data mean nothing. */
    ERROR,
    /** Whoever reports results should know, and may want to mend it. */
    WARNING,
    /** Looked at, and fine. */
    FINE
  }

  static Finding error(String check, String message, Object... values) {
    return new Finding(Severity.ERROR, check, String.format(Locale.ROOT, message, values));
  }

  static Finding warning(String check, String message, Object... values) {
    return new Finding(Severity.WARNING, check, String.format(Locale.ROOT, message, values));
  }

  static Finding fine(String check, String message, Object... values) {
    return new Finding(Severity.FINE, check, String.format(Locale.ROOT, message, values));
  }
}
