package org.dmmsa.lab.fuzz;

import java.nio.file.Path;

/**
 * A damaged file that was neither read nor refused as it should be.
 *
 * @param format its name
 * @param mutant its number, from 0 on
 * @param kind what happened
 * @param message what was thrown, or how the process ended
 * @param file the damaged file, kept
 */
public record FuzzFinding(String format, int mutant, Kind kind, String message, Path file) {
  /** What may happen. */
  public enum Kind {
    /** Another exception than a refusal. */
    FAULT,
    /** More than a second of processor time. */
    SLOW,
    /** More heap than there is. */
    HEAP,
    /** No answer at all. */
    HANG,
    /** The end of the process. */
    CRASH
  }
}
