package org.dmmsa.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What messages call a value that was found, and a type that was expected. */
final class Kind {
  private Kind() {}

  /** A found value: itself if it is short, else its kind. */
  static String describe(JsonNode found) {
    if (found == null) {
      return "nothing";
    }
    if (found.isObject()) {
      return "a section of keys";
    }
    if (found.isArray()) {
      return "a list";
    }
    String text = found.asText();
    String cut = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return found.isTextual() ? "\"" + cut + "\"" : cut;
  }

  /** An expected type, in a user's words. */
  static String expected(Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == double.class
        || type == Double.class
        || type == float.class
        || type == Float.class) {
      return "a number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return type.isRecord() || Map.class.isAssignableFrom(type) ? "a section of keys" : "text";
  }
}
