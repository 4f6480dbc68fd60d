package org.dmmsa.training.data;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The frames of some rows.
 *
 * @param all of every row
 * @param rows which, in order
 */
record ChosenFrames(Frames all, List<Integer> rows) implements Frames {
  @Override
  public int maxFrames() {
    return all.maxFrames();
  }

  @Override
  public int features() {
    return all.features();
  }

  @Override
  public int length(int row) {
    return all.length(rows.get(row));
  }

  @Override
  public void read(int row, int frames, FloatBuffer to) {
    all.read(rows.get(row), frames, to);
  }
}
