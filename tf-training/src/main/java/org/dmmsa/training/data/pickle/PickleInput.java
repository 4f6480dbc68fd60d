package org.dmmsa.training.data.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.dmmsa.model.InvalidInputException;

/**
 * A pickle file from front to back. Every length is checked against the file before anything is
 * allocated; payloads of 64 KiB and more stay in the file.
 */
final class PickleInput {
  /** Payloads below this many bytes are copied to the heap. */
  static final int LARGE = 1 << 16;

  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_INTEGER = 256;

  private final FileBytes file;
  private final ByteBuffer window = ByteBuffer.allocate(LARGE).order(ByteOrder.LITTLE_ENDIAN);

  /** Where the window ends in the file. */
  private long windowEnd;

  /** Where the instruction under way begins. */
  private long instruction;

  PickleInput(FileBytes file) {
    this.file = file;
    window.limit(0);
  }

  long position() {
    return windowEnd - window.remaining();
  }

  /** Starts an instruction; errors name its byte. */
  int instruction() {
    instruction = position();
    return u1();
  }

  InvalidInputException error(String problem) {
    return file.error(instruction, problem);
  }

  private void require(long bytes) {
    long left = file.size() - position();
    if (bytes < 0 || bytes > left) {
      throw error(
          "the pickle is truncated or damaged: expected "
              + Long.toUnsignedString(bytes)
              + " more bytes, found "
              + left);
    }
  }

  /** Makes {@code bytes} bytes, at most {@link #LARGE}, available in the window. */
  private ByteBuffer window(int bytes) {
    if (window.remaining() < bytes) {
      require(bytes);
      long start = position();
      window.clear().limit((int) Math.min(LARGE, file.size() - start));
      windowEnd = start + window.limit();
      file.read(start, window);
      window.flip();
    }
    return window;
  }

  int u1() {
    return window(1).get() & 0xff;
  }

  int u2() {
    return window(2).getShort() & 0xffff;
  }

  int i4() {
    return window(4).getInt();
  }

  long u4() {
    return window(4).getInt() & 0xffffffffL;
  }

  /** A length of eight bytes; negative, and refused by its user, from 2^63 on. */
  long u8() {
    return window(8).getLong();
  }

  double float8() {
    return Double.longBitsToDouble(Long.reverseBytes(window(8).getLong()));
  }

  /** A little-endian integer of {@code bytes} bytes: a Long where it fits, else a BigInteger. */
  Object integer(long bytes) {
    if (bytes > LONGEST_INTEGER) {
      throw error("found an integer of " + bytes + " bytes, expected at most " + LONGEST_INTEGER);
    }
    byte[] reversed = heapBytes((int) bytes);
    for (int i = 0, j = reversed.length - 1; i < j; i++, j--) {
      byte swapped = reversed[i];
      reversed[i] = reversed[j];
      reversed[j] = swapped;
    }
    BigInteger value = reversed.length == 0 ? BigInteger.ZERO : new BigInteger(reversed);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /** Bytes of a length that the file gave. */
  Payload payload(long length) {
    require(length);
    if (length < LARGE) {
      return new Payload.Heap(heapBytes((int) length));
    }
    Payload.Slice slice = new Payload.Slice(file, position(), length);
    windowEnd = position() + length;
    window.limit(window.position());
    return slice;
  }

  private byte[] heapBytes(int length) {
    byte[] bytes = new byte[length];
    window(length).get(bytes);
    return bytes;
  }

  /** UTF-8 text of a length that the file gave: a String, or a {@link LargeText}. */
  Object text(long length) {
    Payload payload = payload(length);
    return payload instanceof Payload.Slice slice
        ? new LargeText(slice)
        : new String(payload.toBytes(), StandardCharsets.UTF_8);
  }

  /** Python 2's str: text where it is small, since it is a key or an id then. */
  Object byteString(long length) {
    Payload payload = payload(length);
    return payload instanceof Payload.Heap heap
        ? new String(heap.bytes(), StandardCharsets.ISO_8859_1)
        : payload;
  }

  /** A name up to the end of the line. */
  String line() {
    StringBuilder line = new StringBuilder();
    for (int next = u1(); next != '\n'; next = u1()) {
      if (line.length() == LONGEST_NAME) {
        throw error("found a name longer than " + LONGEST_NAME + " characters");
      }
      line.append((char) next);
    }
    return line.toString();
  }

  /** The head of the file: two bytes that say which protocol. */
  void protocol() {
    int first = file.size() == 0 ? -1 : instruction();
    if (first != Opcode.PROTO) {
      String found = first < 0 ? "an empty file" : "first byte 0x" + Integer.toHexString(first);
      throw error("found " + found + ", expected a pickle of protocol 2 to 5 (first byte 0x80)");
    }
    int version = u1();
    if (version < 2 || version > 5) {
      throw error("found pickle protocol " + version + ", expected 2 to 5");
    }
  }

  void frame() {
    require(u8());
  }
}
