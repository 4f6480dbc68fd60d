package org.dmmsa.lab.clients;

/**
 * Something that a client must not see, as often as it was seen.
 *
 * @param kind what happened
 * @param request what was asked: rows, or a wrong request's mistake
 * @param message what was said the first time
 * @param times how often
 */
public record ServeFinding(Kind kind, String request, String message, long times) {
  /** What may happen. */
  public enum Kind {
    /** Other numbers than the same rows got alone. */
    WRONG_ANSWER,
    /** Rows that were refused. */
    REFUSED,
    /** A wrong request that was answered. */
    ANSWERED,
    /** A wrong request that was refused with other words than alone, or in several lines. */
    OTHER_MESSAGE,
    /** Another exception than a refusal. */
    FAULT,
    /** An answer or a refusal that took too long. */
    SLOW,
    /** A request that got none at all; the campaign ends with it. */
    HANG,
    /** More memory than allowed. */
    GROWTH
  }
}
