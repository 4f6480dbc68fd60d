package org.dmmsa.training.data.pickle;

/**
 * Where the elements of an array lie: its shape, and for each axis how many elements apart
 * neighbours are stored.
 */
final class Layout {
  private final long[] shape;
  private final long[] strides;
  private final long size;

  /** Elements of one run in which C order and stored order agree. */
  private final long run;

  private Layout(long[] shape, long[] strides) {
    this.shape = shape;
    this.strides = strides;
    this.size = product(shape);
    long together = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && strides[axis] != together) {
        break;
      }
      together *= shape[axis];
    }
    this.run = together;
  }

  /** Number of elements; {@link ArithmeticException} when it does not fit a long. */
  static long product(long[] shape) {
    long product = 1;
    for (long length : shape) {
      product = Math.multiplyExact(product, length);
    }
    return product;
  }

  /** Last axis closest together, as numpy stores by default. */
  static Layout rowMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return new Layout(shape, strides);
  }

  /** First axis closest together: Fortran order. */
  static Layout columnMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return new Layout(shape, strides);
  }

  /** This layout with axis i taken from axis {@code order[i]}. */
  Layout transposed(int[] order) {
    long[] newShape = new long[order.length];
    long[] newStrides = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      newShape[axis] = shape[order[axis]];
      newStrides[axis] = strides[order[axis]];
    }
    return new Layout(newShape, newStrides);
  }

  long[] shape() {
    return shape;
  }

  long size() {
    return size;
  }

  void check(long from, int count) {
    if (from < 0 || count > size - from) {
      throw new IndexOutOfBoundsException(
          "elements " + from + " to " + (from + count) + " of " + size);
    }
  }

  /** Where the element with the C-order number {@code index} is stored, in elements. */
  long position(long index) {
    if (run == size) {
      return index;
    }
    long rest = index;
    long position = 0;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      position += rest % shape[axis] * strides[axis];
      rest /= shape[axis];
    }
    return position;
  }

  /** How many elements from {@code index} on are stored one after the other. */
  long run(long index) {
    return run - index % run;
  }
}
