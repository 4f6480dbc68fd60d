package org.dmmsa.training.data.pickle;

import java.nio.charset.StandardCharsets;

/** The arguments of one call in a pickle, each checked when it is taken. */
final class CallArguments {
  private static final int MOST_AXES = 32;

  private final PickleInput input;
  private final PickleList values;

  CallArguments(PickleInput input, PickleList values) {
    this.input = input;
    this.values = values;
  }

  int size() {
    return values.size();
  }

  /** True for an argument that is given and not None. */
  boolean has(int index) {
    return index < values.size() && values.get(index) != null;
  }

  /** Lengths of axes whose product can be counted. */
  long[] shape(int index) {
    PickleList axes = list(index, "a shape");
    if (axes.size() > MOST_AXES) {
      throw input.error("found " + axes.size() + " axes, expected at most " + MOST_AXES);
    }
    long[] shape = new long[axes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = get(axes, i, Long.class, "the length of an axis");
      if (shape[i] < 0) {
        throw input.error("found an axis of length " + shape[i]);
      }
    }
    try {
      Layout.product(shape);
    } catch (ArithmeticException e) {
      throw input.error("found an array of more elements than can be counted");
    }
    return shape;
  }

  /** An order of the axes of an array. */
  int[] axes(int index, int rank) {
    PickleList order = list(index, "the order of the axes");
    int[] axes = new int[rank];
    boolean[] seen = new boolean[rank];
    boolean valid = order.size() == rank;
    for (int i = 0; valid && i < rank; i++) {
      long axis = get(order, i, Long.class, "an axis");
      valid = axis >= 0 && axis < rank && !seen[(int) axis];
      if (valid) {
        axes[i] = (int) axis;
        seen[axes[i]] = true;
      }
    }
    if (!valid) {
      throw input.error("found an order of axes that is not one of " + rank + " axes");
    }
    return axes;
  }

  Dtype dtype(int index) {
    Object value = get(index, Unfinished.class, "a numpy type").value();
    if (value instanceof Dtype dtype) {
      return dtype;
    }
    throw input.error("found a numpy array, expected a numpy type");
  }

  /** Bytes, or text that stands for bytes as protocol 2 writes them. */
  Payload payload(int index) {
    Object value = get(index, Object.class, "bytes");
    if (value instanceof Payload payload) {
      return payload;
    }
    if (value instanceof LargeText text) {
      return new Latin1Payload(text.utf8());
    }
    if (value instanceof String text && text.chars().allMatch(c -> c < 256)) {
      return new Payload.Heap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    throw input.error("found " + InWords.of(value) + ", expected bytes");
  }

  PickleList list(int index, String what) {
    return get(index, PickleList.class, what);
  }

  <T> T get(int index, Class<T> type, String what) {
    return get(values, index, type, what);
  }

  private <T> T get(PickleList from, int index, Class<T> type, String what) {
    Object value = index < from.size() ? from.get(index) : null;
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    String found = index < from.size() ? InWords.of(value) : "nothing";
    throw input.error("found " + found + " in place of " + what);
  }
}
