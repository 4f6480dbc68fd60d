package org.dmmsa.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;

/**
 * Which columns of a table a model's inputs are read from: {@code id}; {@code input_ids}, an array
 * of token ids, or else {@code text}; and arrays of frames by the keys of the other inputs. Audio
 * and vision may be absent.
 *
 * @param text the column of tokens or of texts; empty for a model that reads neither
 * @param frames those of features, by input
 */
record InputColumns(String text, Map<Input, String> frames) implements Serializable {
  /** Names a row. */
  static final String ID = "id";

  private static final String TEXT = "text";
  private static final Set<DataType> WHOLE =
      Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);
  private static final Set<DataType> REAL = Set.of(DataTypes.FloatType, DataTypes.DoubleType);

  InputColumns {
    frames = new LinkedHashMap<>(frames); // Spark's serializer knows this one
  }

  /**
   * Finds them.
   *
   * @param table where the columns are from, for messages
   * @throws InvalidInputException if one that is needed is not there, or has another type
   */
  static InputColumns of(String table, StructType schema, Set<Input> inputs) {
    List<String> names = Arrays.asList(schema.fieldNames());
    requireOne(table, names, ID);
    String text = "";
    if (Input.hasTokens(inputs)) {
      text = names.contains(Input.INPUT_IDS.key()) ? Input.INPUT_IDS.key() : TEXT;
      requireOne(table, names, text);
      DataType type = type(schema, text);
      boolean fits =
          text.equals(TEXT)
              ? type.equals(DataTypes.StringType)
              : type instanceof ArrayType ids && WHOLE.contains(ids.elementType());
      require(fits, table, text, type, text.equals(TEXT) ? "string" : "array<int>");
    }
    Map<Input, String> frames = new LinkedHashMap<>();
    for (Input input : inputs.stream().filter(Input::hasFeatures).sorted().toList()) {
      if (input == Input.TEXT || names.contains(input.key())) {
        requireOne(table, names, input.key());
        DataType type = type(schema, input.key());
        boolean fits =
            type instanceof ArrayType rows
                && rows.elementType() instanceof ArrayType frame
                && REAL.contains(frame.elementType());
        require(fits, table, input.key(), type, "array<array<float>>");
        frames.put(input, input.key());
      }
    }
    return new InputColumns(text, frames);
  }

  private static void requireOne(String table, List<String> names, String column) {
    if (names.stream().filter(column::equals).count() != 1) {
      throw new InvalidInputException(
          "%s: found the columns %s, expected %s once"
              .formatted(table, String.join(", ", names), column));
    }
  }

  private static DataType type(StructType schema, String column) {
    return schema.apply(column).dataType();
  }

  private static void require(
      boolean fits, String table, String column, DataType found, String expected) {
    if (!fits) {
      throw new InvalidInputException(
          "%s: found the column %s of %s, expected %s"
              .formatted(table, column, found.simpleString(), expected));
    }
  }

  /** Whether texts are cut here, and not given as tokens. */
  boolean hasTexts() {
    return text.equals(TEXT);
  }

  /** All names, the id first. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(ID));
    if (!text.isEmpty()) {
      names.add(text);
    }
    names.addAll(frames.values());
    return names;
  }
}
