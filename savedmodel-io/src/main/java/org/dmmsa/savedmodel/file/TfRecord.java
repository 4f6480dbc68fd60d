package org.dmmsa.savedmodel.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Bytes as TensorFlow's TFRecord files hold them, one record after another: of each the length (8
 * bytes, little-endian), its masked CRC32C, the bytes, and their masked CRC32C.
 */
public final class TfRecord {
  private static final int MASK = 0xa282ead8;

  private TfRecord() {}

  /** Appends a record, with one call of {@code out}. */
  public static void write(OutputStream out, byte[] bytes) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(16 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(bytes.length).putInt(maskedCrc(record.array(), 8)).put(bytes);
    record.putInt(maskedCrc(bytes, bytes.length));
    out.write(record.array());
  }

  /** The mask keeps the CRC of data that holds CRCs itself from degenerating. */
  private static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + MASK;
  }
}
