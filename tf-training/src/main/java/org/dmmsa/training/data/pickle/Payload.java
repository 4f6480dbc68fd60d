package org.dmmsa.training.data.pickle;

import java.nio.ByteBuffer;

/** Bytes that a pickle holds: on the heap when small, a slice of the file when large. */
interface Payload {
  long length();

  /**
   * Fills the buffer with the bytes from {@code position} on; the caller stays inside the length.
   */
  void read(long position, ByteBuffer to);

  /** All bytes, for payloads that the caller knows to be small. */
  default byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length()));
    read(0, bytes);
    return bytes.array();
  }

  /** Bytes on the heap. */
  final class Heap implements Payload {
    private final byte[] bytes;

    Heap(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void read(long position, ByteBuffer to) {
      to.put(bytes, Math.toIntExact(position), to.remaining());
    }
  }

  /** Bytes {@code offset} to {@code offset + length} of the file, never copied as a whole. */
  record Slice(FileBytes file, long offset, long length) implements Payload {
    @Override
    public void read(long position, ByteBuffer to) {
      file.read(offset + position, to);
    }
  }
}
