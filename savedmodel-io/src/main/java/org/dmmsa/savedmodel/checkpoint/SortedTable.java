package org.dmmsa.savedmodel.checkpoint;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;

/**
 * Reads the sorted key-value table that TensorFlow keeps a checkpoint's index in (LevelDB's table
 * format, uncompressed).
 *
 * <p>TensorFlow's own reader ends the process on an impossible length in the end mark, and on some
 * malformed entries; this one always throws.
 */
final class SortedTable {
  private static final int FOOTER = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int TRAILER = 5; // compression type and checksum after each block
  private static final long LARGEST = 256L << 20;

  private final Path file;
  private final byte[] bytes;

  private SortedTable(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** All entries of the table, in the order of their keys. */
  static Map<ByteString, ByteString> read(Path file) {
    SortedTable table = new SortedTable(file, bytes(file));
    try {
      return table.entries();
    } catch (ArithmeticException | IndexOutOfBoundsException | BufferUnderflowException e) {
      throw table.broken("an impossible length", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new InvalidInputException(
            "found " + Files.size(file) + " bytes, expected a checkpoint index, in " + file);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot read the checkpoint index " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  private Map<ByteString, ByteString> entries() {
    if (bytes.length < FOOTER || little(bytes.length - 8, 8).getLong() != MAGIC) {
      throw broken("no end mark (the file may be cut off)", null);
    }
    ByteBuffer footer = little(bytes.length - FOOTER, FOOTER);
    varint(footer); // offset and size of a block that checkpoints leave empty
    varint(footer);
    Map<ByteString, ByteString> all = new LinkedHashMap<>();
    forEach(block(footer), (lastKey, handle) -> forEach(block(handle), put(all)));
    return all;
  }

  private static BiConsumer<byte[], ByteBuffer> put(Map<ByteString, ByteString> all) {
    return (key, value) -> all.put(ByteString.copyFrom(key), ByteString.copyFrom(value));
  }

  /** The block that a handle points to, checked against its checksum. */
  private ByteBuffer block(ByteBuffer handle) {
    int offset = Math.toIntExact(varint(handle));
    int size = Math.toIntExact(varint(handle));
    ByteBuffer trailer = little(Math.addExact(offset, size), TRAILER);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, size + 1);
    int crc = (int) checksum.getValue();
    int type = trailer.get();
    if (trailer.getInt() != Integer.rotateRight(crc, 15) + 0xa282ead8) {
      throw broken("a wrong checksum", null);
    }
    if (type != 0) {
      throw broken("a compressed block", null);
    }
    ByteBuffer block = little(offset, size);
    int restarts = block.getInt(size - 4);
    int end = Math.toIntExact(size - 4L - 4L * restarts);
    return block.limit(Objects.checkIndex(end, size)); // the restarts are for seeking
  }

  /** Gives each entry of a block; a key is stored as what differs from the one before it. */
  private static void forEach(ByteBuffer block, BiConsumer<byte[], ByteBuffer> entry) {
    byte[] key = new byte[0];
    while (block.hasRemaining()) {
      int shared = Math.toIntExact(varint(block));
      int own = Math.toIntExact(varint(block));
      int length = Math.toIntExact(varint(block));
      ByteBuffer ending = block.slice(block.position(), own);
      ByteBuffer value = block.slice(block.position() + own, length);
      key = Arrays.copyOf(key, Math.addExact(Objects.checkIndex(shared, key.length + 1), own));
      ending.get(key, shared, own);
      entry.accept(key.clone(), value);
      block.position(block.position() + own + length);
    }
  }

  private ByteBuffer little(int offset, int size) {
    return ByteBuffer.wrap(bytes).slice(offset, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = from.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ArithmeticException("a number of more than 64 bits");
  }

  private InvalidInputException broken(String found, Throwable cause) {
    return new InvalidInputException(
        "found " + found + ", expected a whole checkpoint index, in " + file, cause);
  }
}
