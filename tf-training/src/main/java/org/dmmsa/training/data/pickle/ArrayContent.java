package org.dmmsa.training.data.pickle;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A numpy array to be written, made row by row so that it never has to fit in memory.
 *
 * @param dtype type of the elements, little-endian
 * @param shape lengths of the axes, at least one; a row is what follows the first
 * @param rows makes one row at a time
 */
public record ArrayContent(Dtype dtype, List<Integer> shape, Rows rows) {
  /** Makes the rows of an array, each exactly once and in order. */
  @FunctionalInterface
  public interface Rows {
    /** Puts one row into a little-endian buffer; what is not put stays 0. */
    void put(int row, ByteBuffer to);
  }

  public ArrayContent {
    shape = List.copyOf(shape);
    if (shape.isEmpty()) {
      throw new IllegalArgumentException("found no axes, expected at least one");
    }
  }

  /** float32 array (N,). */
  public static ArrayContent ofFloats(List<Float> values) {
    return new ArrayContent(
        Dtype.FLOAT32, List.of(values.size()), (row, to) -> to.putFloat(values.get(row)));
  }

  /** Unicode array (N,), as wide as its longest text. */
  public static ArrayContent ofTexts(List<String> texts) {
    int width =
        texts.stream().mapToInt(text -> text.codePointCount(0, text.length())).max().orElse(0);
    return new ArrayContent(
        Dtype.unicode(Math.max(1, width)),
        List.of(texts.size()),
        (row, to) -> texts.get(row).codePoints().forEach(to::putInt));
  }

  int rowBytes() {
    int bytes = dtype.itemSize();
    for (int length : shape.subList(1, shape.size())) {
      bytes = Math.multiplyExact(bytes, length);
    }
    return bytes;
  }
}
