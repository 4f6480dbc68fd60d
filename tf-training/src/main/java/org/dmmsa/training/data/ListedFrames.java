package org.dmmsa.training.data;

import java.nio.FloatBuffer;
import java.util.List;

/** Frames in memory, row by row; all numbers are finite. */
public final class ListedFrames implements Frames {
  private final int features;
  private final List<float[]> rows;
  private final int[] lengths;

  /**
   * Takes rows as they are; nobody may change them later.
   *
   * @param features of a frame
   * @param rows the numbers of each row, frame after frame; at least one frame
   */
  public ListedFrames(int features, List<float[]> rows) {
    this.features = features;
    this.rows = List.copyOf(rows);
    lengths = this.rows.stream().mapToInt(this::effectiveLength).toArray();
  }

  private int effectiveLength(float[] row) {
    for (int frame = row.length / features; frame > 1; frame--) {
      double sum = 0;
      for (int i = (frame - 1) * features; i < frame * features; i++) {
        sum += row[i];
      }
      if (sum != 0) {
        return frame;
      }
    }
    return 1;
  }

  @Override
  public int maxFrames() {
    return rows.stream().mapToInt(row -> row.length / features).max().orElse(1);
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int length(int row) {
    return lengths[row];
  }

  @Override
  public void read(int row, int frames, FloatBuffer to) {
    int kept = Math.min(frames, lengths[row]) * features;
    to.put(rows.get(row), 0, kept).put(new float[frames * features - kept]);
  }
}
