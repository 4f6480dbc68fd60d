package org.dmmsa.training.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.TextFile;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;

/**
 * Records as JSON, in the form of every JSON file and line of a run.
 *
 * <p>Keys are in snake case, enum constants in lower case, paths are text. What is undefined is
 * null: an empty optional, and also NaN and the infinities, which JSON has no word for. {@link
 * Metrics} and {@link Aggregate} are objects by metric key.
 */
public final class JsonFile {
  private static final ObjectMapper MAPPER = mapper();
  private static final String EXPECTED = "a run's file";
  private static final DefaultPrettyPrinter INDENTED =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private JsonFile() {}

  /** One line without a line break, such as an epoch of {@code epochs.jsonl}. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write a " + value.getClass().getName(), e);
    }
  }

  /**
   * Writes or replaces a file, indented.
   *
   * @throws InvalidInputException if the file cannot be written
   */
  public static void write(Path file, Object value) {
    AtomicFile.write(file, text(value));
  }

  /** The content of such a file. */
  public static String text(Object value) {
    try {
      return MAPPER.writer(INDENTED).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write a " + value.getClass().getName(), e);
    }
  }

  /**
   * Reads a file of a run.
   *
   * @throws InvalidInputException if it cannot be read or is no JSON
   */
  public static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(TextFile.read(file, EXPECTED));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + line(e) + ": found no JSON, expected a run's file", e);
    }
  }

  /** Where a file is wrong; Jackson gives no place where one goes beyond its limits. */
  static String line(JsonProcessingException e) {
    return e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
  }

  /**
   * Reads a file of one document a line, such as {@code epochs.jsonl}.
   *
   * @throws InvalidInputException if it cannot be read or a line is no JSON
   */
  public static List<JsonNode> readLines(Path file) {
    List<JsonNode> documents = new ArrayList<>();
    try {
      for (String line : TextFile.read(file, EXPECTED).lines().toList()) {
        documents.add(MAPPER.readTree(line));
      }
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "%s:%d: found no JSON, expected a document a line".formatted(file, documents.size() + 1),
          e);
    }
    return documents;
  }

  /**
   * Reads a file that {@link #write} wrote; where a number was undefined it is NaN again.
   *
   * @throws InvalidInputException if it cannot be read or is no such record
   */
  public static <T> T read(Path file, Class<T> type) {
    JsonNode json = read(file);
    try {
      return present(MAPPER.treeToValue(json, type), file + "", type);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          file + ": found " + e.getOriginalMessage() + ", expected a " + type.getSimpleName(), e);
    }
  }

  /**
   * Reads a file of one such record a {@link #line}. A last line without its end, as a run that was
   * killed leaves, is passed over.
   *
   * @throws InvalidInputException if it cannot be read, or a line is no such record
   */
  public static <T> List<T> lines(Path file, Class<T> type) {
    List<T> records = new ArrayList<>();
    try {
      String text = TextFile.read(file, EXPECTED);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        String at = file + ":" + (records.size() + 1);
        records.add(present(MAPPER.readValue(line, type), at, type));
      }
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "%s:%d: found %s, expected a %s"
              .formatted(
                  file,
                  records.size() + 1,
                  e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " "),
                  type.getSimpleName()),
          e);
    }
    return records;
  }

  private static <T> T present(T value, String at, Class<T> type) {
    if (value == null) {
      throw new InvalidInputException(at + ": found null, expected a " + type.getSimpleName());
    }
    return value;
  }

  private static ObjectMapper mapper() {
    SimpleModule types = new SimpleModule();
    types.addSerializer(Path.class, new ToStringSerializer(Path.class));
    types.addSerializer(Metrics.class, as(Metrics::byKey));
    types.addSerializer(Aggregate.class, as(Aggregate::byKey));
    types.addDeserializer(double.class, new NullAsNaN());
    types.addDeserializer(Double.class, new NullAsNaN());
    types.addDeserializer(Path.class, new StdDelegatingDeserializer<>(new TextToPath()));
    types.addDeserializer(Metrics.class, new StdDelegatingDeserializer<>(new ToMetrics()));
    types.addDeserializer(Aggregate.class, new StdDelegatingDeserializer<>(new ToAggregate()));
    JsonFactory factory =
        JsonFactory.builder().addDecorator((made, generator) -> new NullForNaN(generator)).build();
    return JsonMapper.builder(factory)
        .addModule(new Jdk8Module())
        .addModule(types)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enumNamingStrategy(name -> name.toLowerCase(Locale.ROOT))
        .build();
  }

  private static <T> JsonSerializer<T> as(Function<T, Object> form) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider types)
          throws IOException {
        types.defaultSerializeValue(form.apply(value), out);
      }
    };
  }

  /** Where all numbers pass, whatever type of field or array they come from. */
  private static final class NullForNaN extends JsonGeneratorDelegate {
    NullForNaN(JsonGenerator generator) {
      super(generator);
    }

    @Override
    public void writeNumber(double value) throws IOException {
      if (Double.isFinite(value)) {
        super.writeNumber(value);
      } else {
        writeNull();
      }
    }

    @Override
    public void writeNumber(float value) throws IOException {
      if (Float.isFinite(value)) {
        super.writeNumber(value);
      } else {
        writeNull();
      }
    }

    @Override
    public void writeArray(double[] values, int offset, int length) throws IOException {
      writeStartArray();
      for (int i = offset; i < offset + length; i++) {
        writeNumber(values[i]);
      }
      writeEndArray();
    }
  }

  private static final class NullAsNaN extends StdScalarDeserializer<Double> {
    private static final long serialVersionUID = 1L;

    NullAsNaN() {
      super(Double.class);
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return _parseDoublePrimitive(parser, context);
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }

  private static final class TextToPath extends StdConverter<String, Path> {
    @Override
    public Path convert(String text) {
      return Path.of(text);
    }
  }

  private static final class ToMetrics extends StdConverter<Map<Metric, Double>, Metrics> {
    @Override
    public Metrics convert(Map<Metric, Double> values) {
      return Metrics.of(values);
    }
  }

  private static final class ToAggregate
      extends StdConverter<Map<Metric, Aggregate.Spread>, Aggregate> {
    @Override
    public Aggregate convert(Map<Metric, Aggregate.Spread> spreads) {
      return Aggregate.of(spreads);
    }
  }
}
