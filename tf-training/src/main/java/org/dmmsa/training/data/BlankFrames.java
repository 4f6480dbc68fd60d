package org.dmmsa.training.data;

import java.nio.FloatBuffer;

/**
 * A modality that nobody recorded: of every row one frame of zeros.
 *
 * @param features of a frame
 */
public record BlankFrames(int features) implements Frames {
  @Override
  public int maxFrames() {
    return 1;
  }

  @Override
  public int length(int row) {
    return 1;
  }

  @Override
  public void read(int row, int frames, FloatBuffer to) {
    to.put(new float[frames * features]);
  }
}
