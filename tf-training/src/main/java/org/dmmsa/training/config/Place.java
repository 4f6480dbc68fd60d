package org.dmmsa.training.config;

import org.dmmsa.model.InvalidInputException;

/**
 * Where a value of a config was written: a line of a file, or an override.
 *
 * @param source what the message starts with
 * @param key the key that the source itself names, so that a message does not repeat it; or empty
 */
record Place(String source, String key) {
  static Place line(String file, int line) {
    return new Place(file + ":" + line, "");
  }

  static Place override(String key) {
    return new Place("--set " + key, key);
  }

  /** The refusal of the value at a key: one line, whatever the problem's text holds. */
  InvalidInputException refuse(String path, String problem) {
    String named = path.isEmpty() || path.equals(key) ? "" : path + ": ";
    return new InvalidInputException(
        source + ": " + named + problem.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
