package org.dmmsa.training.data.pickle;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that protocol 2 stored as text: each byte is one character up to U+00FF, written in UTF-8.
 * Decoded on demand; an index of the decoded position of every 8 KiB block makes that random
 * access.
 */
final class Latin1Payload implements Payload {
  private static final int BLOCK = 1 << 13;

  private final Payload.Slice utf8;

  /** Decoded bytes that start before block i; one entry more than there are blocks. */
  private final long[] before;

  Latin1Payload(Payload.Slice utf8) {
    this.utf8 = utf8;
    this.before = index(utf8);
  }

  private static long[] index(Payload.Slice utf8) {
    int blocks = Math.toIntExact((utf8.length() + BLOCK - 1) / BLOCK);
    long[] before = new long[blocks + 1];
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    boolean open = false;
    for (int block = 0; block < blocks; block++) {
      load(utf8, block, bytes);
      int starts = 0;
      for (int i = 0; i < bytes.limit(); i++) {
        int value = bytes.get(i) & 0xff;
        boolean continues = (value & 0xc0) == 0x80;
        if (continues != open || value > 0xc3 || value == 0xc0 || value == 0xc1) {
          throw malformed(utf8, (long) block * BLOCK + i);
        }
        open = value >= 0xc2;
        starts += continues ? 0 : 1;
      }
      before[block + 1] = before[block] + starts;
    }
    if (open) {
      throw malformed(utf8, utf8.length() - 1);
    }
    return before;
  }

  private static void load(Payload.Slice utf8, int block, ByteBuffer bytes) {
    long from = (long) block * BLOCK;
    bytes.clear().limit((int) Math.min(BLOCK, utf8.length() - from));
    utf8.read(from, bytes);
    bytes.flip();
  }

  private static RuntimeException malformed(Payload.Slice utf8, long at) {
    return utf8.file()
        .error(utf8.offset() + at, "found a character outside latin1, expected bytes as text");
  }

  @Override
  public long length() {
    return before[before.length - 1];
  }

  @Override
  public void read(long position, ByteBuffer to) {
    int found = Arrays.binarySearch(before, position);
    int block = found >= 0 ? found : -found - 2;
    long at = before[block];
    // A block can begin with the second half of a character that the block before it counted.
    int half = 0;
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    for (; to.hasRemaining(); block++) {
      load(utf8, block, bytes);
      while (bytes.hasRemaining() && to.hasRemaining()) {
        int value = bytes.get() & 0xff;
        if (value >= 0xc2) {
          half = value;
          continue;
        }
        boolean continues = (value & 0xc0) == 0x80;
        if (continues && half == 0) {
          continue;
        }
        byte decoded = (byte) (continues ? ((half & 0x03) << 6) | (value & 0x3f) : value);
        half = 0;
        if (at++ >= position) {
          to.put(decoded);
        }
      }
    }
  }
}
