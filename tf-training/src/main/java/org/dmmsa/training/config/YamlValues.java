package org.dmmsa.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads the part of YAML that a config needs into a tree, and notes where each value stands.
 *
 * <p>Refused: anchors, aliases, merge keys, tags, keys written twice, empty values, a second
 * document. Plain scalars follow the core schema of YAML 1.2: {@code true} and {@code false}, whole
 * numbers without leading zeros, decimal numbers, else text. So {@code yes}, {@code 010} and {@code
 * 1_000}, which YAML 1.1 quietly turns into something else, are text, and refused where a number or
 * a truth value is expected.
 */
final class YamlValues {
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9]+");
  private static final Pattern EMPTY = Pattern.compile("|~|null|Null|NULL");
  private static final int DEEPEST = 30;

  private final JsonNodeFactory nodes = JsonNodeFactory.instance;
  private final IntFunction<Place> placeOfLine;
  private final Map<String, Place> places;
  private Iterator<Event> events;

  /**
   * @param placeOfLine from a line, counted from 1, to how messages call it
   * @param places path to place; gets what is read
   */
  YamlValues(IntFunction<Place> placeOfLine, Map<String, Place> places) {
    this.placeOfLine = placeOfLine;
    this.places = places;
  }

  /** Reads a whole file's text, which must be a section of keys. */
  ObjectNode file(String text) {
    JsonNode root = document(text, "");
    places.put("", placeOfLine.apply(1));
    if (!(root instanceof ObjectNode section)) {
      throw placeOfLine
          .apply(1)
          .refuse("", "found " + Kind.describe(root) + ", expected a section of keys");
    }
    return section;
  }

  /** Reads one value in place of another; the old places below the path are forgotten. */
  JsonNode override(String text, String path) {
    places.keySet().removeIf(at -> at.startsWith(path + ".") || at.startsWith(path + "["));
    places.put(path, placeOfLine.apply(1));
    return document(text, path);
  }

  private JsonNode document(String text, String path) {
    LoaderOptions options = new LoaderOptions();
    try {
      events = new Yaml(options).parse(new StringReader(text)).iterator();
      Event event = events.next();
      while (!(event instanceof NodeEvent)) {
        if (!events.hasNext()) {
          throw placeOfLine.apply(1).refuse(path, "found no value, expected one");
        }
        event = events.next();
      }
      JsonNode value = value((NodeEvent) event, path, 0);
      while (events.hasNext()) {
        Event after = events.next();
        if (after instanceof DocumentStartEvent) {
          throw place(after).refuse("", "found a second document, expected one");
        }
      }
      return value;
    } catch (MarkedYAMLException e) {
      Place place = placeOfLine.apply(e.getProblemMark().getLine() + 1);
      throw place.refuse("", "found " + e.getProblem() + ", expected valid YAML");
    } catch (YAMLException e) {
      throw placeOfLine.apply(1).refuse("", "found " + e.getMessage() + ", expected valid YAML");
    }
  }

  private JsonNode value(NodeEvent event, String path, int depth) {
    refuseAdornment(event, path);
    if (depth > DEEPEST) {
      throw place(event).refuse(path, "found over " + DEEPEST + " levels, expected fewer");
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, path);
    }
    return event instanceof SequenceStartEvent ? list(path, depth) : section(path, depth);
  }

  private ArrayNode list(String path, int depth) {
    ArrayNode list = nodes.arrayNode();
    while (events.next() instanceof NodeEvent event) { // until the end of the sequence
      String at = Keys.item(path, list.size());
      places.put(at, place(event));
      list.add(value(event, at, depth + 1));
    }
    return list;
  }

  private ObjectNode section(String path, int depth) {
    ObjectNode section = nodes.objectNode();
    while (events.next() instanceof NodeEvent event) { // until the end of the mapping
      String key = key(event, path);
      String at = Keys.child(path, key);
      if (section.has(key)) {
        throw place(event)
            .refuse(
                at, "found the key twice (first: " + places.get(at).source() + "), expected once");
      }
      places.put(at, place(event));
      section.set(key, value((NodeEvent) events.next(), at, depth + 1));
    }
    return section;
  }

  private String key(NodeEvent event, String path) {
    refuseAdornment(event, path);
    if (!(event instanceof ScalarEvent scalar)) {
      throw place(event).refuse(path, "found a list or section as a key, expected a name");
    }
    if (scalar.isPlain() && scalar.getValue().equals("<<")) {
      throw place(event).refuse(path, "found a merge key <<, expected the keys themselves");
    }
    return scalar.getValue();
  }

  private void refuseAdornment(NodeEvent event, String path) {
    if (event instanceof AliasEvent) {
      throw place(event)
          .refuse(path, "found the alias *" + event.getAnchor() + ", expected the value itself");
    }
    if (event.getAnchor() != null) {
      throw place(event)
          .refuse(path, "found the anchor &" + event.getAnchor() + ", expected the value itself");
    }
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : ((CollectionStartEvent) event).getTag();
    if (tag != null) {
      throw place(event).refuse(path, "found the tag " + tag + ", expected a value without a tag");
    }
  }

  private JsonNode scalar(ScalarEvent event, String path) {
    String text = event.getValue();
    if (!event.isPlain()) {
      return nodes.textNode(text);
    }
    if (EMPTY.matcher(text).matches()) {
      throw place(event).refuse(path, "found no value, expected one");
    }
    if (text.equals("true") || text.equals("false")) {
      return nodes.booleanNode(text.equals("true"));
    }
    if (WHOLE.matcher(text).matches()) {
      return nodes.numberNode(new BigInteger(text));
    }
    if (DECIMAL.matcher(text).matches()
        && !LEADING_ZERO.matcher(text).matches()
        && Double.isFinite(Double.parseDouble(text))) {
      return nodes.numberNode(Double.parseDouble(text));
    }
    return nodes.textNode(text);
  }

  private Place place(Event event) {
    return placeOfLine.apply(event.getStartMark().getLine() + 1);
  }
}
