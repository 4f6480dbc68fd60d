package org.dmmsa.training.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.TextFile;

/**
 * Reads a YAML file onto a record, and writes a record so that it reads back equal.
 *
 * <p>A component {@code learningRate} is the key {@code learning_rate}; enum constants are in lower
 * case. Every key must be there and no other, except that a component of type {@link Optional} may
 * be left out. Nothing is converted: a decimal number is no whole number, a number is no text.
 * {@link YamlValues} says which YAML is read. What the compact constructors of the records throw
 * ({@link ConfigCheck}, {@link IllegalArgumentException}) reaches the user.
 *
 * <p>Overrides are {@code a.b=value}, the value in YAML ({@code 2}, {@code text}, {@code [1, 2]});
 * they act before the record is made, later ones over earlier ones, and may name a key that the
 * file leaves out.
 *
 * <p>Every refusal is one {@link InvalidInputException} line: {@code file:line: key.path: found
 * ..., expected ...}, or {@code --set key.path: found ..., expected ...}.
 */
public final class StrictYaml {
  private final ObjectMapper mapper;

  private final Map<Class<?>, List<String>> forms;

  private StrictYaml(ObjectMapper mapper, Map<Class<?>, List<String>> forms) {
    this.mapper = mapper;
    this.forms = forms;
  }

  /**
   * A reader of configs in which some sections have one of several forms; the key {@code name} of
   * the section says which.
   *
   * @param forms by the interface of such a section, its records by their names
   */
  public static StrictYaml with(Map<Class<?>, ? extends Map<String, ? extends Class<?>>> forms) {
    ObjectMapper mapper = mapper();
    Map<Class<?>, List<String>> names = new HashMap<>();
    forms.forEach(
        (type, records) -> {
          mapper.addMixIn(type, Named.class);
          names.put(type, records.keySet().stream().sorted().toList());
          records.forEach((name, form) -> mapper.registerSubtypes(new NamedType(form, name)));
        });
    return new StrictYaml(mapper, names);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Keys.NAME)
  private interface Named {}

  /**
   * Reads a config.
   *
   * @param file UTF-8
   * @param overrides each {@code a.b=value}
   * @throws InvalidInputException if the file, an override or a value cannot be used
   */
  public <T> T read(Path file, List<String> overrides, Class<T> type) {
    ConfigTree tree = tree(TextFile.read(file, "a YAML config"), file.toString());
    overrides.forEach(tree::override);
    return bound(tree, type);
  }

  /**
   * Reads a config that {@link #write} wrote.
   *
   * @param source where it is from, for messages
   */
  public <T> T read(String text, String source, Class<T> type) {
    return bound(tree(text, source), type);
  }

  private static ConfigTree tree(String text, String source) {
    return ConfigTree.of(text, line -> Place.line(source, line));
  }

  private <T> T bound(ConfigTree tree, Class<T> type) {
    try {
      return mapper.treeToValue(tree.root(), type);
    } catch (JsonProcessingException e) {
      throw new BindingProblem(tree, e, forms).refusal();
    }
  }

  /** A record as YAML that {@link #read} reads back; ends with a line break. */
  public String write(Object config) {
    try {
      return mapper.writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write a " + config.getClass().getName(), e);
    }
  }

  /**
   * Where two records of a type differ: {@code key.path: one, the other in that}.
   *
   * @return empty if they are equal
   */
  public List<String> differences(Object one, Object other) {
    return differences(List.of(one, other)).entrySet().stream()
        .map(
            key ->
                "%s (%s, there %s)"
                    .formatted(key.getKey(), key.getValue().get(0), key.getValue().get(1)))
        .toList();
  }

  /**
   * Where records of a type differ: the value of each, in words, by key path in alphabetical order.
   *
   * @return empty if all are equal
   */
  public SortedMap<String, List<String>> differences(List<?> records) {
    List<Map<String, JsonNode>> values = new ArrayList<>();
    Set<String> keys = new TreeSet<>();
    for (Object one : records) {
      Map<String, JsonNode> flat = new TreeMap<>();
      flatten("", mapper.valueToTree(one), flat);
      values.add(flat);
      keys.addAll(flat.keySet());
    }
    SortedMap<String, List<String>> differing = new TreeMap<>();
    for (String key : keys) {
      if (values.stream().map(flat -> flat.get(key)).distinct().count() > 1) {
        differing.put(key, values.stream().map(flat -> shown(flat.get(key))).toList());
      }
    }
    return differing;
  }

  private static String shown(JsonNode value) {
    return value != null && value.isArray() ? value.toString() : Kind.describe(value);
  }

  private static void flatten(String path, JsonNode value, Map<String, JsonNode> into) {
    if (value instanceof ObjectNode section) {
      section.properties().forEach(e -> flatten(Keys.child(path, e.getKey()), e.getValue(), into));
    } else {
      into.put(path, value);
    }
  }

  private static ObjectMapper mapper() {
    YAMLFactory yaml =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
            .build();
    return YAMLMapper.builder(yaml)
        .addModule(new Jdk8Module())
        .addModule(new PathAsText())
        .annotationIntrospector(new AllButOptionalRequired())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enumNamingStrategy(name -> name.toLowerCase(Locale.ROOT))
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }

  private static final class AllButOptionalRequired extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      return member.getRawType() != Optional.class;
    }
  }
}
