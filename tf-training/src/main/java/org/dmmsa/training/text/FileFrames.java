package org.dmmsa.training.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.dmmsa.model.FrameDims;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.pickle.FileBytes;

/**
 * Frames in a file of nothing but float32, little-endian: [N, T, D].
 *
 * <p>Differs from other frames in that none counts as padding: every row has all T, as BERT's
 * states at padding are not 0.
 */
final class FileFrames implements Frames, AutoCloseable {
  private final FileBytes file;
  private final FrameDims dims;

  FileFrames(Path file, FrameDims dims) {
    this.file = FileBytes.open(file);
    this.dims = dims;
  }

  /** How long a file of so many rows is. */
  static long bytes(long rows, FrameDims dims) {
    return rows * dims.frames() * dims.features() * Float.BYTES;
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
    return dims.frames();
  }

  @Override
  public void read(int row, int frames, FloatBuffer to) {
    int stored = Math.min(frames, dims.frames()) * dims.features();
    ByteBuffer bytes = ByteBuffer.allocate(stored * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(bytes(row, dims), bytes);
    to.put(bytes.flip().asFloatBuffer());
    for (int i = stored; i < frames * dims.features(); i++) {
      to.put(0);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
