package org.dmmsa.training.data;

import java.nio.IntBuffer;
import java.util.List;

/**
 * The tokens of some rows.
 *
 * @param all of every row
 * @param rows which, in order
 */
record ChosenTokens(Tokens all, List<Integer> rows) implements Tokens {
  @Override
  public int maxLength() {
    return all.maxLength();
  }

  @Override
  public int length(int row) {
    return all.length(rows.get(row));
  }

  @Override
  public void read(int row, int length, IntBuffer ids, IntBuffer mask, IntBuffer segments) {
    all.read(rows.get(row), length, ids, mask, segments);
  }
}
