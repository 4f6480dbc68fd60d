package org.dmmsa.training.data.pickle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The instructions of one pickle, protocol 4 without frames and memo, which are optional. */
final class PickleOutput {
  private static final int PROTOCOL = 4;

  private static final int BUFFER = 1 << 20;

  private final OutputStream stream;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  PickleOutput(OutputStream stream) {
    this.stream = stream;
  }

  void writeFile(Object value) throws IOException {
    room(2).put((byte) Opcode.PROTO).put((byte) PROTOCOL);
    write(value);
    put(Opcode.STOP);
  }

  void flush() throws IOException {
    stream.write(buffer.array(), 0, buffer.position());
    buffer.clear();
    stream.flush();
  }

  /** The buffer with room for {@code bytes} bytes, few enough to fit it. */
  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void put(Opcode opcode) throws IOException {
    room(1).put((byte) opcode.code());
  }

  private void put(byte[] bytes, int length) throws IOException {
    if (length > buffer.capacity()) {
      flush();
      stream.write(bytes, 0, length);
    } else {
      room(length).put(bytes, 0, length);
    }
  }

  private void write(Object value) throws IOException {
    if (value == null) {
      put(Opcode.NONE);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof ArrayContent array) {
      array(array);
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof Boolean truth) {
      put(truth ? Opcode.NEWTRUE : Opcode.NEWFALSE);
    } else if (value instanceof Integer || value instanceof Long) {
      integer(((Number) value).longValue());
    } else if (value instanceof Float || value instanceof Double) {
      put(Opcode.BINFLOAT);
      long bits = Double.doubleToLongBits(((Number) value).doubleValue());
      room(8).putLong(Long.reverseBytes(bits));
    } else {
      throw new IllegalArgumentException("found a value of " + value.getClass());
    }
  }

  private void map(Map<?, ?> map) throws IOException {
    put(Opcode.EMPTY_DICT);
    put(Opcode.MARK);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text((String) entry.getKey());
      write(entry.getValue());
    }
    put(Opcode.SETITEMS);
  }

  private void list(List<?> list) throws IOException {
    put(Opcode.EMPTY_LIST);
    put(Opcode.MARK);
    for (Object element : list) {
      write(element);
    }
    put(Opcode.APPENDS);
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    put(Opcode.BINUNICODE);
    room(4).putInt(utf8.length);
    put(utf8, utf8.length);
  }

  private void integer(long value) throws IOException {
    if (value == (int) value) {
      put(Opcode.BININT);
      room(4).putInt((int) value);
    } else {
      put(Opcode.LONG1);
      room(9).put((byte) 8).putLong(value);
    }
  }

  private void name(String module, String name) throws IOException {
    text(module);
    text(name);
    put(Opcode.STACK_GLOBAL);
  }

  private void array(ArrayContent array) throws IOException {
    name("numpy.core.multiarray", "_reconstruct");
    name("numpy", "ndarray");
    integer(0);
    put(Opcode.TUPLE1);
    put(Opcode.SHORT_BINBYTES);
    room(2).put((byte) 1).put((byte) 'b');
    put(Opcode.TUPLE3);
    put(Opcode.REDUCE);

    put(Opcode.MARK);
    integer(1);
    put(Opcode.MARK);
    for (int length : array.shape()) {
      integer(length);
    }
    put(Opcode.TUPLE);
    dtype(array.dtype());
    put(Opcode.NEWFALSE);
    rows(array);
    put(Opcode.TUPLE);
    put(Opcode.BUILD);
  }

  private void dtype(Dtype dtype) throws IOException {
    name("numpy", "dtype");
    text(dtype.code());
    put(Opcode.NEWFALSE);
    put(Opcode.NEWTRUE);
    put(Opcode.TUPLE3);
    put(Opcode.REDUCE);
    // numpy's state: version, byte order, no fields, then size and alignment where they vary.
    boolean unicode = dtype.kind() == Dtype.Kind.UNICODE;
    put(Opcode.MARK);
    integer(3);
    text("<");
    put(Opcode.NONE);
    put(Opcode.NONE);
    put(Opcode.NONE);
    integer(unicode ? dtype.itemSize() : -1);
    integer(unicode ? 4 : -1);
    integer(unicode ? 8 : 0);
    put(Opcode.TUPLE);
    put(Opcode.BUILD);
  }

  private void rows(ArrayContent array) throws IOException {
    byte[] bytes = new byte[array.rowBytes()];
    ByteBuffer row = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = array.shape().get(0);
    put(Opcode.BINBYTES8);
    room(8).putLong((long) count * bytes.length);
    for (int i = 0; i < count; i++) {
      Arrays.fill(bytes, (byte) 0);
      array.rows().put(i, row.clear());
      put(bytes, bytes.length);
    }
  }
}
