package org.dmmsa.spark;

import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.ExpectedData;
import scala.collection.Seq;

/**
 * Reads rows of a table for a model, and refuses those that it cannot answer rightly.
 *
 * @param columns where inputs are
 * @param model theirs
 */
record RowReader(InputColumns columns, ExecutorModel model) {

  /**
   * Reads a row.
   *
   * @throws InvalidInputException saying why it cannot be scored
   */
  InputRow read(Row row) {
    if (row.isNullAt(row.fieldIndex(InputColumns.ID))) {
      throw new InvalidInputException("found no id, expected one");
    }
    int[] tokens = columns.text().isEmpty() ? new int[0] : tokens(row);
    Map<Input, float[]> frames = new EnumMap<>(Input.class);
    for (Input input : model.scoring().inputs()) {
      if (input.hasFeatures()) {
        frames.put(input, frames(row, input));
      }
    }
    return new InputRow(row, tokens, frames);
  }

  private int[] tokens(Row row) {
    int place = row.fieldIndex(columns.text());
    if (row.isNullAt(place)) {
      throw new InvalidInputException("found no " + columns.text() + ", expected one");
    }
    int[] ids = columns.hasTexts() ? model.ids(row.getString(place)) : ids(row.getAs(place));
    int vocabulary = model.scoring().expects().vocabulary();
    for (int id : ids) {
      if (id < 0 || id >= vocabulary) {
        throw new InvalidInputException(
            "found token id %d, expected from 0 to %d".formatted(id, vocabulary - 1));
      }
    }
    return ids;
  }

  private int[] ids(Seq<?> given) {
    if (given.isEmpty()) {
      throw new InvalidInputException("found no tokens, expected at least one");
    }
    int[] ids = new int[given.length()]; // what is too long is cut later, but right as a whole
    for (int i = 0; i < ids.length; i++) {
      if (!(given.apply(i) instanceof Number id) || id.longValue() != id.intValue()) {
        throw new InvalidInputException(
            "found token id %s, expected a whole number".formatted(given.apply(i)));
      }
      ids[i] = id.intValue();
    }
    return ids;
  }

  /** What nobody recorded is one frame of zeros. */
  private float[] frames(Row row, Input input) {
    ExpectedData expects = model.scoring().expects();
    FrameDims dims = expects.frames().get(input.key());
    String column = columns.frames().get(input);
    if (column == null || row.isNullAt(row.fieldIndex(column))) {
      if (input == Input.TEXT) {
        throw new InvalidInputException("found no text, expected its features");
      }
      return new float[dims.features()];
    }
    Seq<?> given = row.getAs(row.fieldIndex(column));
    if (given.isEmpty()) {
      throw new InvalidInputException(
          "found no frames of %s, expected at least one, or null for none".formatted(column));
    }
    float[] numbers = new float[given.length() * dims.features()];
    for (int frame = 0; frame < given.length(); frame++) {
      read(given.apply(frame), column, dims.features(), numbers, frame * dims.features());
    }
    return numbers;
  }

  private static void read(Object frame, String column, int features, float[] to, int start) {
    if (!(frame instanceof Seq<?> numbers) || numbers.length() != features) {
      throw new InvalidInputException(
          "found %s of %s, expected %d features"
              .formatted(
                  frame instanceof Seq<?> other ? other.length() + " features" : "no frame",
                  column,
                  features));
    }
    for (int i = 0; i < features; i++) {
      Object number = numbers.apply(i);
      float value = number instanceof Number known ? known.floatValue() : Float.NaN;
      if (!Float.isFinite(value)) {
        throw new InvalidInputException(
            "found %s in %s, expected finite numbers".formatted(number, column));
      }
      to[start + i] = value;
    }
  }
}
