package org.dmmsa.training.data.pickle;

import org.dmmsa.model.InvalidInputException;

/** Messages that quote a file: one line of bounded length, whatever the file holds. */
public final class OneLine {
  private static final int LONGEST = 600;

  private OneLine() {}

  /** The text with control characters replaced, cut where it gets too long to read. */
  public static String of(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\x{2028}\\x{2029}]", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** The exception for a file that cannot be used. */
  public static InvalidInputException invalid(String message) {
    return new InvalidInputException(of(message));
  }
}
