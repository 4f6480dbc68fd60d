package org.dmmsa.training.data.pickle;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the few functions that a pickle may call do here: they make arrays, types and bytes. */
final class NumpyCalls {
  private static final int MOST_AXES = 32;

  private final PickleInput input;

  NumpyCalls(PickleInput input) {
    this.input = input;
  }

  Object call(KnownName function, PickleList arguments) {
    return switch (function) {
      case RECONSTRUCT -> reconstruct(arguments);
      case DTYPE -> new Unfinished(dtype(argument(arguments, 0, String.class, "a type code")));
      case SCALAR -> scalar(arguments);
      case FROM_BUFFER -> fromBuffer(arguments);
      case ENCODE -> encode(arguments);
      case BYTES, BYTEARRAY -> bytes(arguments);
      case SET -> arguments.size() == 0 ? new PickleList() : list(arguments, 0, "elements");
      case ORDERED_DICT -> orderedDict(arguments);
      case NDARRAY -> throw input.error("found a call of numpy.ndarray, expected _reconstruct");
    };
  }

  /** numpy's BUILD: the state of an array, or the byte order of an element type. */
  void fill(Unfinished unfinished, PickleList state) {
    if (unfinished.value() instanceof Dtype dtype) {
      unfinished.finish(withState(dtype, state));
    } else {
      unfinished.finish(array(state));
    }
  }

  private Unfinished reconstruct(PickleList arguments) {
    KnownName type = argument(arguments, 0, KnownName.class, "numpy.ndarray");
    if (type != KnownName.NDARRAY) {
      throw input.error("found _reconstruct of " + type + ", expected numpy.ndarray");
    }
    return new Unfinished(null);
  }

  private Dtype dtype(String code) {
    Optional<Dtype> dtype = Dtype.parse(code);
    return dtype.orElseThrow(
        () ->
            input.error(
                "found the numpy type '" + code + "', expected numbers, text, bytes or objects"));
  }

  /** State: (version, byte order, sub-array, names, fields, ...). */
  private Dtype withState(Dtype dtype, PickleList state) {
    String order = argument(state, 1, String.class, "a byte order");
    for (int i = 2; i < 5; i++) {
      if (i < state.size() && state.get(i) != null) {
        throw input.error("found a numpy type with fields, expected a plain one");
      }
    }
    return switch (order) {
      case ">" -> dtype.withOrder(ByteOrder.BIG_ENDIAN);
      case "<", "|", "=" -> dtype;
      default -> throw input.error("found the byte order '" + order + "', expected < or >");
    };
  }

  /** State: (version, shape, type, Fortran order, bytes or list of objects). */
  private NdArray array(PickleList state) {
    long[] shape = shape(list(state, 1, "a shape"));
    Dtype dtype = finishedDtype(state, 2);
    boolean columns = argument(state, 3, Boolean.class, "the order of the axes");
    if (dtype.kind() == Dtype.Kind.OBJECT) {
      // numpy lists objects in C order, whatever the flag says of the memory they came from.
      PickleList objects = list(state, 4, "the elements of an object array");
      Layout layout = Layout.rowMajor(shape);
      requireSize(layout, objects.size(), 1, dtype);
      return NdArray.ofObjects(dtype, layout, objects);
    }
    Layout layout = columns ? Layout.columnMajor(shape) : Layout.rowMajor(shape);
    return numbers(dtype, layout, payload(state, 4));
  }

  private NdArray numbers(Dtype dtype, Layout layout, Payload bytes) {
    requireSize(layout, bytes.length(), dtype.itemSize(), dtype);
    return NdArray.of(dtype, layout, bytes);
  }

  private void requireSize(Layout layout, long found, int itemSize, Dtype dtype) {
    long expected;
    try {
      expected = Math.multiplyExact(layout.size(), (long) itemSize);
    } catch (ArithmeticException e) {
      expected = Long.MAX_VALUE;
    }
    if (found != expected) {
      throw input.error(
          "found %d %s, expected %d for %d elements of %s"
              .formatted(
                  found, itemSize == 1 ? "elements" : "bytes", expected, layout.size(), dtype));
    }
  }

  private long[] shape(PickleList axes) {
    if (axes.size() > MOST_AXES) {
      throw input.error("found " + axes.size() + " axes, expected at most " + MOST_AXES);
    }
    long[] shape = new long[axes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = argument(axes, i, Long.class, "the length of an axis");
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

  /** (type, bytes) to the plain value. */
  private Object scalar(PickleList arguments) {
    Dtype dtype = finishedDtype(arguments, 0);
    if (dtype.kind() == Dtype.Kind.OBJECT) {
      throw input.error("found a numpy scalar of type object, expected a number or text");
    }
    return numbers(dtype, Layout.rowMajor(new long[0]), payload(arguments, 1)).value(0);
  }

  /** (bytes, type, shape, "C" or "F"), or (bytes, type, stored shape, "K", order of the axes). */
  private NdArray fromBuffer(PickleList arguments) {
    Dtype dtype = finishedDtype(arguments, 1);
    if (dtype.kind() == Dtype.Kind.OBJECT) {
      throw input.error("found objects in a buffer, expected numbers or text");
    }
    long[] shape = shape(list(arguments, 2, "a shape"));
    String order = argument(arguments, 3, String.class, "the order of the axes");
    Layout layout = order.equals("F") ? Layout.columnMajor(shape) : Layout.rowMajor(shape);
    if (order.equals("K") && arguments.size() > 4 && arguments.get(4) != null) {
      layout = layout.transposed(axes(list(arguments, 4, "the order of the axes"), shape.length));
    }
    return numbers(dtype, layout, payload(arguments, 0));
  }

  private int[] axes(PickleList order, int rank) {
    int[] axes = new int[rank];
    boolean[] seen = new boolean[rank];
    boolean valid = order.size() == rank;
    for (int i = 0; valid && i < rank; i++) {
      long axis = argument(order, i, Long.class, "an axis");
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

  private Payload encode(PickleList arguments) {
    String charset = argument(arguments, 1, String.class, "a charset");
    if (!charset.equals("latin1") && !charset.equals("latin-1")) {
      throw input.error("found the charset " + charset + ", expected latin1");
    }
    return payload(arguments, 0);
  }

  private Payload bytes(PickleList arguments) {
    return arguments.size() == 0 ? new Payload.Heap(new byte[0]) : payload(arguments, 0);
  }

  private PickleDict orderedDict(PickleList arguments) {
    if (arguments.size() != 0) {
      throw input.error("found an OrderedDict of Python 2, expected one of Python 3");
    }
    return new PickleDict();
  }

  private Dtype finishedDtype(PickleList arguments, int index) {
    Object value = argument(arguments, index, Unfinished.class, "a numpy type").value();
    if (value instanceof Dtype dtype) {
      return dtype;
    }
    throw input.error("found a numpy array, expected a numpy type");
  }

  /** Bytes, or text that stands for bytes as protocol 2 writes them. */
  private Payload payload(PickleList arguments, int index) {
    Object value = argument(arguments, index, Object.class, "bytes");
    if (value instanceof Payload payload) {
      return payload;
    }
    if (value instanceof LargeText text) {
      return new Latin1Payload(text.utf8());
    }
    if (value instanceof String text && text.chars().allMatch(c -> c < 256)) {
      return new Payload.Heap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    throw input.error("found " + PickleReader.describe(value) + ", expected bytes");
  }

  private PickleList list(PickleList arguments, int index, String what) {
    return argument(arguments, index, PickleList.class, what);
  }

  private <T> T argument(PickleList arguments, int index, Class<T> type, String what) {
    Object value = index < arguments.size() ? arguments.get(index) : null;
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    String found = index < arguments.size() ? PickleReader.describe(value) : "nothing";
    throw input.error("found " + found + " in place of " + what);
  }
}
