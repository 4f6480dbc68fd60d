package org.dmmsa.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/**
 * The numbers of a network's {@link Outputs} for rows.
 *
 * @param byName one vector a row, [rows][1] for an output [B]
 */
public record Answers(Map<String, float[][]> byName) {

  /**
   * Copies outputs out of native memory.
   *
   * @param names in the order in which they were fetched
   * @param first the place of the first one among all that was fetched
   */
  public static Answers of(List<String> names, Result result, int first) {
    Map<String, float[][]> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), rows((TFloat32) result.get(first + i)));
    }
    return new Answers(byName);
  }

  /** All numbers of a tensor, in row-major order. */
  public static float[] vector(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static float[][] rows(TFloat32 tensor) {
    float[] values = vector(tensor);
    int rows = (int) tensor.shape().get(0);
    float[][] byRow = new float[rows][rows == 0 ? 0 : values.length / rows];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * byRow[row].length, byRow[row], 0, byRow[row].length);
    }
    return byRow;
  }

  /** The score of each row. */
  public float[] sentiment() {
    float[][] rows = byName.get(Outputs.SENTIMENT);
    float[] scores = new float[rows.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = rows[row][0];
    }
    return scores;
  }
}
