package org.dmmsa.training.config;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;

/**
 * How the keys of a config are called. A path joins them by dots and counts list items from 0:
 * {@code train.seeds[2]}; the root's path is empty.
 */
final class Keys {
  /** Which form a section has, where it may have several. */
  static final String NAME = "name";

  private Keys() {}

  /** The key of a record component. */
  static String of(String component) {
    return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component);
  }

  /** The path of a key in a section. */
  static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The path of a list item. */
  static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}
