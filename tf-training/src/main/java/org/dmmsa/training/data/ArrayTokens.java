package org.dmmsa.training.data;

import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import org.dmmsa.training.data.pickle.NdArray;

/**
 * Tokens from a numpy array (N, 3, L) or (N, L, 3) of any number type. Kept on the heap up to each
 * row's length: 22 856 rows of MOSEI take 10 MB.
 */
final class ArrayTokens implements Tokens {
  private static final int MOST_POSITIONS = 1 << 20;
  private static final int IDS = 0;
  private static final int MASK = 1;
  private static final int SEGMENTS = 2;
  private static final String[] PARTS = {"token id", "mask", "segment id"};

  private final int maxLength;

  /** Row by row: ids, mask and segments, each of the row's length. */
  private final int[][] rows;

  private final boolean transposed;
  private int blankRows;

  private ArrayTokens(int maxLength, int rows, boolean transposed) {
    this.maxLength = maxLength;
    this.rows = new int[rows][];
    this.transposed = transposed;
  }

  static ArrayTokens read(Columns columns, String key) {
    NdArray array = columns.cube(key, "(N, 3, L)");
    boolean transposed = array.dimension(1) != 3;
    long length = array.dimension(transposed ? 1 : 2);
    if ((transposed && array.dimension(2) != 3) || length < 1 || length > MOST_POSITIONS) {
      throw columns.error(
          key, "found the shape " + array.shape() + ", expected (N, 3, L) or (N, L, 3)");
    }
    int rows = (int) array.dimension(0);
    ArrayTokens tokens = new ArrayTokens((int) length, rows, transposed);
    DoubleBuffer values = DoubleBuffer.allocate(3 * tokens.maxLength);
    for (int row = 0; row < rows; row++) {
      array.readDoubles((long) row * values.capacity(), values.clear());
      tokens.rows[row] = tokens.row(columns, key, row, values);
    }
    return tokens;
  }

  private int[] row(Columns columns, String key, int row, DoubleBuffer values) {
    int[][] parts = new int[3][maxLength];
    int length = 0;
    for (int part = IDS; part <= SEGMENTS; part++) {
      for (int i = 0; i < maxLength; i++) {
        double value = values.get(transposed ? 3 * i + part : part * maxLength + i);
        int most = part == MASK ? 1 : Integer.MAX_VALUE;
        if (!(value >= 0 && value <= most) || value != Math.rint(value)) {
          throw columns.error(
              key,
              "row %d: found the %s %s at position %d, expected %s"
                  .formatted(row, PARTS[part], value, i, part == MASK ? "0 or 1" : "an integer"));
        }
        parts[part][i] = (int) value;
        length = part == MASK && value == 1 ? i + 1 : length;
      }
    }
    blankRows += length == 0 ? 1 : 0;
    length = Math.max(1, length);
    int[] kept = new int[3 * length];
    for (int part = IDS; part <= SEGMENTS; part++) {
      System.arraycopy(parts[part], 0, kept, part * length, length);
    }
    return kept;
  }

  /** True when the file stores (N, L, 3). */
  boolean transposed() {
    return transposed;
  }

  /** Rows whose mask is 0 everywhere. */
  int blankRows() {
    return blankRows;
  }

  @Override
  public int maxLength() {
    return maxLength;
  }

  @Override
  public int length(int row) {
    return rows[row].length / 3;
  }

  @Override
  public void read(int row, int length, IntBuffer ids, IntBuffer mask, IntBuffer segments) {
    put(row, length, IDS, ids);
    put(row, length, MASK, mask);
    put(row, length, SEGMENTS, segments);
  }

  private void put(int row, int length, int part, IntBuffer to) {
    int stored = length(row);
    int copied = Math.min(stored, length);
    to.put(rows[row], part * stored, copied);
    for (int i = copied; i < length; i++) {
      to.put(0);
    }
  }
}
