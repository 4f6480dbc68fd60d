package org.dmmsa.lab.faults;

import java.util.Locale;

/**
 * Which fault comes when.
 *
 * @param fault what goes wrong
 * @param number of the operation, from 1, among those that it concerns
 */
public record Injection(Fault fault, int number) {

  /** As {@link #of} reads it. */
  public String word() {
    return fault.name().toLowerCase(Locale.ROOT) + "@" + number;
  }

  /** What {@link #word} wrote. */
  static Injection of(String word) {
    int at = word.indexOf('@');
    return new Injection(
        Fault.valueOf(word.substring(0, at).toUpperCase(Locale.ROOT)),
        Integer.parseInt(word.substring(at + 1)));
  }
}
