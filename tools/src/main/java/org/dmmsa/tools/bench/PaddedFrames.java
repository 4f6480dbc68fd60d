package org.dmmsa.tools.bench;

import java.nio.FloatBuffer;
import org.dmmsa.training.data.Frames;

/**
 * Frames that are padded to the longest of the data, as published code does.
 *
 * @param real what is padded
 */
record PaddedFrames(Frames real) implements Frames {
  @Override
  public int maxFrames() {
    return real.maxFrames();
  }

  @Override
  public int features() {
    return real.features();
  }

  @Override
  public int length(int row) {
    return real.maxFrames();
  }

  @Override
  public void read(int row, int frames, FloatBuffer to) {
    real.read(row, frames, to);
  }
}
