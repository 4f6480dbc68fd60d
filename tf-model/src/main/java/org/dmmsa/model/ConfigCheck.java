package org.dmmsa.model;

/**
 * Checks of the values of a config record, for its compact constructor.
 *
 * <p>The message starts with the key, so that whoever reads a file can name its line.
 */
public final class ConfigCheck {
  private static final int MOST_LAYERS = 1_000;

  /** Above what large language models have; twice its square still fits where sizes are counted. */
  private static final int LARGEST_SIZE = 1 << 16;

  private ConfigCheck() {}

  /**
   * Refuses a value unless the condition holds.
   *
   * @param key the component as YAML spells it, such as {@code batch_size}
   * @param expected what would be right, such as "at least 1"
   */
  public static void require(boolean condition, String key, Object found, String expected) {
    if (!condition) {
      throw new InvalidInputException(key + ": found " + found + ", expected " + expected);
    }
  }

  /** Refuses a network without layers, and one that would never be built. */
  public static void requireLayers(int layers, String key) {
    require(layers >= 1 && layers <= MOST_LAYERS, key, layers, "1 to " + MOST_LAYERS);
  }

  /** Refuses a width or a like size that no network has. */
  public static void requireSize(int size, String key) {
    requireSize(size, 1, key);
  }

  /**
   * The same.
   *
   * @param least the smallest that is taken
   */
  public static void requireSize(int size, int least, String key) {
    require(
        size >= least && size <= LARGEST_SIZE,
        key,
        size,
        "%d to %d".formatted(least, LARGEST_SIZE));
  }

  /** Refuses a dropout rate outside of [0, 1). */
  public static void requireRate(float rate, String key) {
    require(rate >= 0 && rate < 1, key, rate, "a rate in [0, 1)");
  }
}
