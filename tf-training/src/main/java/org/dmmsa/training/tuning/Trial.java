package org.dmmsa.training.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One setting that is tried.
 *
 * @param number from 1
 * @param values by key of the config, in the order of the space
 */
public record Trial(int number, Map<String, JsonNode> values) {
  private static final String PLAIN = "[A-Za-z_][\\w./-]*";

  /** Smaller numbers have an exponent. */
  private static final double LEAST_PLAIN = 1e-6;

  private static final String NOT_TEXT = "(?i)true|false|null";

  public Trial {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Draws the values of a trial: a function of these three alone, so that a search that goes on
   * needs to remember nothing. A key's values do not depend on which other keys there are.
   */
  static Trial drawn(Map<String, Distribution> space, long seed, int number) {
    long ofTrial = new SplittableRandom(new SplittableRandom(seed).nextLong() + number).nextLong();
    Map<String, JsonNode> values = new LinkedHashMap<>();
    space.forEach(
        (key, distribution) ->
            values.put(key, distribution.draw(new SplittableRandom(ofTrial + key.hashCode()))));
    return new Trial(number, values);
  }

  /** As overrides of a config, {@code a.b=value}. */
  List<String> overrides() {
    return values.keySet().stream().map(key -> key + "=" + text(key)).toList();
  }

  /** A value as YAML on one line. */
  String text(String key) {
    JsonNode value = values.get(key);
    if (value.isDouble() && Math.abs(value.asDouble()) >= LEAST_PLAIN) {
      return new BigDecimal(value.asText()).toPlainString();
    }
    String text = value.asText();
    return value.isTextual() && text.matches(PLAIN) && !text.matches(NOT_TEXT)
        ? text
        : value.toString();
  }
}
