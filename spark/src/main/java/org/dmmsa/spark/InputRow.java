package org.dmmsa.spark;

import java.util.Map;
import org.apache.spark.sql.Row;
import org.dmmsa.model.Input;

/** A row of a table that can be scored. */
final class InputRow {
  private final Row row;
  private final int[] tokens;
  private final Map<Input, float[]> frames;

  /**
   * Takes arrays as they are; nobody may change them later.
   *
   * @param row as it came
   * @param tokens ids; none for a model that reads none
   * @param frames the numbers of the other inputs, frame after frame
   */
  InputRow(Row row, int[] tokens, Map<Input, float[]> frames) {
    this.row = row;
    this.tokens = tokens;
    this.frames = frames;
  }

  Row row() {
    return row;
  }

  int[] tokens() {
    return tokens;
  }

  float[] frames(Input input) {
    return frames.get(input);
  }
}
