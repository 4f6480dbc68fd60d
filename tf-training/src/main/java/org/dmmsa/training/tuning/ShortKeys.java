package org.dmmsa.training.tuning;

import java.util.Collection;

/** Keys of a config as headings of columns. */
final class ShortKeys {
  private ShortKeys() {}

  /** The end of a key that no other key has: {@code rest.learning_rate}. */
  static String of(String key, Collection<String> all) {
    for (int dot = key.lastIndexOf('.'); dot >= 0; dot = key.lastIndexOf('.', dot - 1)) {
      String tail = key.substring(dot);
      if (all.stream().filter(other -> ("." + other).endsWith(tail)).count() == 1) {
        return tail.substring(1);
      }
    }
    return key;
  }
}
