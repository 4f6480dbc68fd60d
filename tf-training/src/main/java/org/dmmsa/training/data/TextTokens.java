package org.dmmsa.training.data;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Tokens that were made of texts: each a segment of its own, all real. */
public final class TextTokens implements Tokens {
  private final int[][] rows;

  private TextTokens(int[][] rows) {
    this.rows = rows;
  }

  /**
   * The tokens of some texts.
   *
   * @param ids of one text's tokens; at least one
   */
  public static TextTokens of(List<String> texts, Function<String, int[]> ids) {
    return of(texts.stream().map(ids).toList());
  }

  /**
   * Tokens that are known already.
   *
   * @param rows the ids of each row; at least one
   */
  public static TextTokens of(List<int[]> rows) {
    return new TextTokens(rows.toArray(int[][]::new));
  }

  /** The longest text's, as nothing is reserved. */
  @Override
  public int maxLength() {
    return Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(1);
  }

  @Override
  public int length(int row) {
    return rows[row].length;
  }

  @Override
  public void read(int row, int length, IntBuffer ids, IntBuffer mask, IntBuffer segments) {
    int kept = Math.min(length, rows[row].length);
    ids.put(rows[row], 0, kept).put(new int[length - kept]);
    for (int i = 0; i < length; i++) {
      mask.put(i < kept ? 1 : 0);
      segments.put(0);
    }
  }
}
