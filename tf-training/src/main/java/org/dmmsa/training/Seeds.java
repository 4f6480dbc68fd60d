package org.dmmsa.training;

import java.util.SplittableRandom;

/** Independent seeds for the parts of a training, each a function of the user's seed. */
public final class Seeds {
  private Seeds() {}

  /** A seed for one place, such as the order of one epoch or the dropout of one step. */
  public static long of(long seed, String purpose, long number) {
    long mixed = seed * 0x9E3779B97F4A7C15L + purpose.hashCode();
    return new SplittableRandom(mixed + number * 0xBF58476D1CE4E5B9L).nextLong() >>> 1;
  }
}
