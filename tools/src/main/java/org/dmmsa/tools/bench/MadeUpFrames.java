package org.dmmsa.tools.bench;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dmmsa.model.FrameDims;
import org.dmmsa.training.data.Frames;

/**
 * Frames of given lengths, each row's from another place on in the same numbers: what they say does
 * not change what they cost.
 *
 * @param dims features of a frame, and the most frames
 * @param lengths frames of each row
 * @param longest the numbers of the longest row there may be, all above 0, so that no frame is
 *     padding
 */
record MadeUpFrames(FrameDims dims, List<Integer> lengths, FloatBuffer longest) implements Frames {

  static MadeUpFrames of(FrameDims dims, List<Integer> lengths, RandomGenerator random) {
    FloatBuffer longest = FloatBuffer.allocate(dims.frames() * dims.features());
    while (longest.hasRemaining()) {
      longest.put(random.nextFloat(0.1f, 1));
    }
    return new MadeUpFrames(dims, List.copyOf(lengths), longest.flip().asReadOnlyBuffer());
  }

  @Override
  public int maxFrames() {
    return dims.frames();
  }

  @Override
  public int features() {
    return dims.features();
  }

  @Override
  public int length(int row) {
    return lengths.get(row);
  }

  @Override
  public void read(int row, int frames, FloatBuffer to) {
    int kept = Math.min(frames, length(row));
    int first = row % maxFrames();
    int ahead = Math.min(kept, maxFrames() - first);
    to.put(longest.slice(first * features(), ahead * features()));
    to.put(longest.slice(0, (kept - ahead) * features()));
    to.put(new float[(frames - kept) * features()]);
  }
}
