package org.dmmsa.training.recipe;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Which rows are near which, by the cosine of their embeddings. Safe for concurrent readers. */
final class CosineRanking {
  private final float[][]
      columns; // [E][rows] of unit vectors, so that the inner loop is a vector's

  /**
   * @param embeddings [rows][E]
   */
  CosineRanking(float[][] embeddings) {
    columns = new float[embeddings[0].length][embeddings.length];
    for (int row = 0; row < embeddings.length; row++) {
      double squares = 0;
      for (float value : embeddings[row]) {
        squares += (double) value * value;
      }
      double length = Math.max(Math.sqrt(squares), 1e-6); // ConFEDE's, against division by 0
      for (int i = 0; i < columns.length; i++) {
        columns[i][row] = (float) (embeddings[row][i] / length);
      }
    }
  }

  /** All rows, that with the largest cosine to this one first; those with equal ones by number. */
  int[] nearestFirst(int row) {
    int rows = columns[0].length;
    float[] cosines = new float[rows];
    for (float[] column : columns) {
      float factor = column[row];
      for (int other = 0; other < rows; other++) {
        cosines[other] += factor * column[other];
      }
    }
    return IntStream.range(0, rows)
        .boxed()
        .sorted(Comparator.comparingDouble(other -> -cosines[other]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
