package org.dmmsa.training;

/** Checks of configured values; the message is what the user reads after the key's place. */
public final class Require {
  private Require() {}

  /** Fails with "found ..., expected ..." if a value is not as it should be. */
  public static void that(boolean right, String key, Object found, String expected) {
    if (!right) {
      throw new IllegalArgumentException(key + ": found " + found + ", expected " + expected);
    }
  }
}
