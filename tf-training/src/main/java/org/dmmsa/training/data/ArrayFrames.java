package org.dmmsa.training.data;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.dmmsa.training.data.pickle.NdArray;

/** Frames in a numpy array (N, T, D), read from the file row by row. */
public final class ArrayFrames implements Frames {
  /** Numbers that a scan holds at a time, at most one frame more. */
  private static final int CHUNK = 1 << 14;

  private final NdArray array;
  private final int maxFrames;
  private final int features;
  private final int[] lengths;
  private long nonFinite;
  private int blankRows;

  private ArrayFrames(NdArray array) {
    this.array = array;
    this.maxFrames = (int) array.dimension(1);
    this.features = (int) array.dimension(2);
    this.lengths = new int[(int) array.dimension(0)];
  }

  /** Reads every number once, to find lengths and what is not finite. */
  static ArrayFrames scan(NdArray array) {
    ArrayFrames frames = new ArrayFrames(array);
    int perChunk = Math.max(1, Math.min(frames.maxFrames, CHUNK / frames.features));
    DoubleBuffer chunk = DoubleBuffer.allocate(perChunk * frames.features);
    for (int row = 0; row < frames.lengths.length; row++) {
      frames.lengths[row] = frames.scanRow(row, perChunk, chunk);
    }
    return frames;
  }

  private int scanRow(int row, int perChunk, DoubleBuffer chunk) {
    int last = 0;
    for (int frame = 0; frame < maxFrames; frame += perChunk) {
      int count = Math.min(perChunk, maxFrames - frame);
      chunk.clear().limit(count * features);
      array.readDoubles(offset(row) + (long) frame * features, chunk);
      for (int i = 0; i < count; i++) {
        if (sum(chunk, i * features) != 0) {
          last = frame + i + 1;
        }
      }
    }
    blankRows += last == 0 ? 1 : 0;
    return Math.max(1, last);
  }

  private double sum(DoubleBuffer values, int from) {
    double sum = 0;
    for (int i = from; i < from + features; i++) {
      double value = values.get(i);
      // A double beyond the range of float would be read as an infinity.
      if (Float.isFinite((float) value)) {
        sum += value;
      } else {
        nonFinite++;
      }
    }
    return sum;
  }

  private long offset(int row) {
    return (long) row * maxFrames * features;
  }

  @Override
  public int maxFrames() {
    return maxFrames;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int length(int row) {
    return lengths[row];
  }

  /** Numbers that are NaN or infinite and are read as 0. */
  public long nonFinite() {
    return nonFinite;
  }

  /** Rows without a single frame that is not padding. */
  public int blankRows() {
    return blankRows;
  }

  @Override
  public void read(int row, int frames, FloatBuffer to) {
    int start = to.position();
    int count = Math.min(frames, lengths[row]) * features;
    int end = start + frames * features;
    array.readFloats(offset(row), to.slice(start, count));
    for (int i = start; i < start + count; i++) {
      if (!Float.isFinite(to.get(i))) {
        to.put(i, 0);
      }
    }
    for (int i = start + count; i < end; i++) {
      to.put(i, 0);
    }
    to.position(end);
  }
}
