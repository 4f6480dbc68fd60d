package org.dmmsa.training.data.pickle;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A numpy array of any size, left in its file and read by slices. Elements are counted in C order
 * of the array's own shape, however the file stores them. Safe for concurrent readers.
 *
 * <p>Arrays in Fortran order are read element by element, which is slow; all known feature files
 * are in C order.
 */
public final class NdArray {
  private static final int CHUNK = 1 << 16;

  private final Dtype dtype;
  private final Layout layout;
  private final Payload bytes;

  /** Elements of an object array, else null. */
  private final PickleList objects;

  private NdArray(Dtype dtype, Layout layout, Payload bytes, PickleList objects) {
    this.dtype = dtype;
    this.layout = layout;
    this.bytes = bytes;
    this.objects = objects;
  }

  /** The caller has checked that the bytes are exactly those of the layout. */
  static NdArray of(Dtype dtype, Layout layout, Payload bytes) {
    return new NdArray(dtype, layout, bytes, null);
  }

  static NdArray ofObjects(Dtype dtype, Layout layout, PickleList objects) {
    return new NdArray(dtype, layout, null, objects);
  }

  public Dtype dtype() {
    return dtype;
  }

  /** Number of axes; 0 for a single value. */
  public int rank() {
    return layout.shape().length;
  }

  /** Length of one axis. */
  public long dimension(int axis) {
    return layout.shape()[axis];
  }

  /** Number of elements. */
  public long size() {
    return layout.size();
  }

  /** The shape as numpy prints it: "(1284, 3, 50)". */
  public String shape() {
    String axes =
        Arrays.stream(layout.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return rank() == 1 ? "(" + axes + ",)" : "(" + axes + ")";
  }

  /** Fills the buffer with the elements from {@code from} on; numbers only. */
  public void readDoubles(long from, DoubleBuffer to) {
    forChunks(from, to.remaining(), (chunk, n) -> putDoubles(chunk, n, to));
  }

  /** Fills the buffer with the elements from {@code from} on, rounded to float; numbers only. */
  public void readFloats(long from, FloatBuffer to) {
    forChunks(from, to.remaining(), (chunk, n) -> putFloats(chunk, n, to));
  }

  /** Fills the buffer with the elements from {@code from} on; booleans and integers only. */
  public void readLongs(long from, LongBuffer to) {
    if (!dtype.isInteger()) {
      throw new IllegalStateException("array of " + dtype + " read as integers");
    }
    forChunks(from, to.remaining(), (chunk, n) -> putLongs(chunk, n, to));
  }

  /** One element as a plain value: Boolean, Long, Double, String, or what an object array holds. */
  public Object value(long index) {
    layout.check(index, 1);
    if (objects != null) {
      return objects.get(Math.toIntExact(layout.position(index)));
    }
    ByteBuffer element = ByteBuffer.allocate(dtype.itemSize()).order(dtype.order());
    bytes.read(layout.position(index) * dtype.itemSize(), element);
    element.flip();
    return switch (dtype.kind()) {
      case BOOL -> element.get() != 0;
      case SIGNED, UNSIGNED -> dtype.nextLong(element);
      case FLOAT -> dtype.nextDouble(element);
      default -> dtype.nextText(element);
    };
  }

  private void putDoubles(ByteBuffer chunk, int count, DoubleBuffer to) {
    for (int i = 0; i < count; i++) {
      to.put(dtype.nextDouble(chunk));
    }
  }

  private void putFloats(ByteBuffer chunk, int count, FloatBuffer to) {
    for (int i = 0; i < count; i++) {
      to.put((float) dtype.nextDouble(chunk));
    }
  }

  private void putLongs(ByteBuffer chunk, int count, LongBuffer to) {
    for (int i = 0; i < count; i++) {
      to.put(dtype.nextLong(chunk));
    }
  }

  private interface ChunkReader {
    void read(ByteBuffer chunk, int elements);
  }

  private void forChunks(long from, int count, ChunkReader reader) {
    if (!dtype.isNumber()) {
      throw new IllegalStateException("array of " + dtype + " read as numbers");
    }
    layout.check(from, count);
    int itemSize = dtype.itemSize();
    int perChunk = Math.min(count, CHUNK / itemSize);
    ByteBuffer chunk = ByteBuffer.allocate(perChunk * itemSize).order(dtype.order());
    for (int done = 0; done < count; done += perChunk) {
      int elements = Math.min(perChunk, count - done);
      chunk.clear();
      load(from + done, elements, chunk);
      reader.read(chunk.flip(), elements);
    }
  }

  /** Elements of rows that the file stores apart are fetched run by run. */
  private void load(long from, int count, ByteBuffer chunk) {
    int itemSize = dtype.itemSize();
    for (long at = from; at < from + count; ) {
      int run = (int) Math.min(from + count - at, layout.run(at));
      chunk.limit(chunk.position() + run * itemSize);
      bytes.read(layout.position(at) * itemSize, chunk);
      at += run;
    }
  }
}
