package org.dmmsa.training.data.pickle;

import java.nio.ByteOrder;
import java.util.Optional;

/** What the few functions that a pickle may call do here: they make arrays, types and bytes. */
final class NumpyCalls {
  private final PickleInput input;

  NumpyCalls(PickleInput input) {
    this.input = input;
  }

  Object call(KnownName function, PickleList values) {
    CallArguments arguments = new CallArguments(input, values);
    return switch (function) {
      case RECONSTRUCT -> reconstruct(arguments);
      case DTYPE -> new Unfinished(dtype(arguments.get(0, String.class, "a type code")));
      case SCALAR -> scalar(arguments);
      case FROM_BUFFER -> fromBuffer(arguments);
      case ENCODE -> encode(arguments);
      case BYTES, BYTEARRAY -> bytes(arguments);
      case SET -> arguments.size() == 0 ? new PickleList() : arguments.list(0, "elements");
      case ORDERED_DICT -> orderedDict(arguments);
      case NDARRAY -> throw input.error("found a call of numpy.ndarray, expected _reconstruct");
    };
  }

  /** numpy's BUILD: the state of an array, or the byte order of an element type. */
  void fill(Unfinished unfinished, PickleList values) {
    CallArguments state = new CallArguments(input, values);
    if (unfinished.value() instanceof Dtype dtype) {
      unfinished.finish(withState(dtype, state));
    } else {
      unfinished.finish(array(state));
    }
  }

  private Unfinished reconstruct(CallArguments arguments) {
    KnownName type = arguments.get(0, KnownName.class, "numpy.ndarray");
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
  private Dtype withState(Dtype dtype, CallArguments state) {
    String order = state.get(1, String.class, "a byte order");
    for (int i = 2; i < 5; i++) {
      if (state.has(i)) {
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
  private NdArray array(CallArguments state) {
    long[] shape = state.shape(1);
    Dtype dtype = state.dtype(2);
    boolean columns = state.get(3, Boolean.class, "the order of the axes");
    if (dtype.kind() == Dtype.Kind.OBJECT) {
      // numpy lists objects in C order, whatever the flag says of the memory they came from.
      PickleList objects = state.list(4, "the elements of an object array");
      Layout layout = Layout.rowMajor(shape);
      requireSize(layout, objects.size(), 1, dtype);
      return NdArray.ofObjects(dtype, layout, objects);
    }
    Layout layout = columns ? Layout.columnMajor(shape) : Layout.rowMajor(shape);
    return numbers(dtype, layout, state.payload(4));
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

  /** (type, bytes) to the plain value. */
  private Object scalar(CallArguments arguments) {
    Dtype dtype = arguments.dtype(0);
    if (dtype.kind() == Dtype.Kind.OBJECT) {
      throw input.error("found a numpy scalar of type object, expected a number or text");
    }
    return numbers(dtype, Layout.rowMajor(new long[0]), arguments.payload(1)).value(0);
  }

  /** (bytes, type, shape, "C" or "F"), or (bytes, type, stored shape, "K", order of the axes). */
  private NdArray fromBuffer(CallArguments arguments) {
    Dtype dtype = arguments.dtype(1);
    if (dtype.kind() == Dtype.Kind.OBJECT) {
      throw input.error("found objects in a buffer, expected numbers or text");
    }
    long[] shape = arguments.shape(2);
    String order = arguments.get(3, String.class, "the order of the axes");
    Layout layout = order.equals("F") ? Layout.columnMajor(shape) : Layout.rowMajor(shape);
    if (order.equals("K") && arguments.has(4)) {
      layout = layout.transposed(arguments.axes(4, shape.length));
    }
    return numbers(dtype, layout, arguments.payload(0));
  }

  private Payload encode(CallArguments arguments) {
    String charset = arguments.get(1, String.class, "a charset");
    if (!charset.equals("latin1") && !charset.equals("latin-1")) {
      throw input.error("found the charset " + charset + ", expected latin1");
    }
    return arguments.payload(0);
  }

  private Payload bytes(CallArguments arguments) {
    return arguments.size() == 0 ? new Payload.Heap(new byte[0]) : arguments.payload(0);
  }

  private PickleDict orderedDict(CallArguments arguments) {
    if (arguments.size() != 0) {
      throw input.error("found an OrderedDict of Python 2, expected one of Python 3");
    }
    return new PickleDict();
  }
}
