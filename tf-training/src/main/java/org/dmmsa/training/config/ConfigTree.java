package org.dmmsa.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.dmmsa.model.InvalidInputException;

/**
 * The values of a config before they are bound to records, and where each was written.
 *
 * @param root the values
 * @param places path ({@link Keys}) to place; the root has one
 */
record ConfigTree(ObjectNode root, Map<String, Place> places) {
  /**
   * Reads a whole file's text, which must be a section of keys.
   *
   * @param placeOfLine from a line, counted from 1, to how messages call it
   */
  static ConfigTree of(String text, IntFunction<Place> placeOfLine) {
    Map<String, Place> places = new HashMap<>();
    return new ConfigTree(new YamlValues(placeOfLine, places).file(text), places);
  }

  /** The place of a value, or of the nearest section around it that was written. */
  Place place(String path) {
    String at = path;
    while (!places.containsKey(at)) {
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      at = cut < 0 ? "" : at.substring(0, cut);
    }
    return places.get(at);
  }

  InvalidInputException refuse(String path, String problem) {
    return place(path).refuse(path, problem);
  }

  /**
   * Applies one {@code a.b=value}: puts the value in, with the sections on the way to it.
   *
   * <p>Whether the path means anything shows when the tree is bound.
   */
  void override(String text) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? "" : text.substring(0, equals).strip();
    if (!key.matches("[^.\\s\\[\\]]+(\\.[^.\\s\\[\\]]+)*")) {
      throw new InvalidInputException(
          "--set " + text + ": found no key, expected key=value such as train.epochs=2");
    }
    Place place = Place.override(key);
    ObjectNode section = root;
    String[] keys = key.split("\\.", -1);
    String path = "";
    for (int i = 0; i < keys.length - 1; i++) {
      path = Keys.child(path, keys[i]);
      section = sectionAt(section, keys[i], path, place);
    }
    JsonNode value =
        new YamlValues(line -> place, places).override(text.substring(equals + 1), key);
    section.set(keys[keys.length - 1], value);
  }

  private ObjectNode sectionAt(ObjectNode parent, String key, String path, Place place) {
    JsonNode found = parent.get(key);
    if (found == null) {
      places.put(path, place);
      return parent.putObject(key);
    }
    if (!(found instanceof ObjectNode section)) {
      throw place.refuse("", "found a value at " + path + ", expected a section of keys there");
    }
    return section;
  }
}
