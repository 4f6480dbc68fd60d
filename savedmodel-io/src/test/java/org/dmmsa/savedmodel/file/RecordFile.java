package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads TFRecords by the format's description, and checks what it says of them. */
public final class RecordFile {
  private RecordFile() {}

  /** The bytes of each record. */
  public static List<byte[]> read(byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    List<byte[]> records = new ArrayList<>();
    while (in.available() > 0) {
      byte[] length = in.readNBytes(8);
      assertThat(Integer.reverseBytes(in.readInt())).isEqualTo(masked(crc32c(length)));
      byte[] record = in.readNBytes((length[0] & 0xff) + 256 * (length[1] & 0xff));
      assertThat(Integer.reverseBytes(in.readInt())).isEqualTo(masked(crc32c(record)));
      records.add(record);
    }
    return records;
  }

  /** TFRecord's formula, as TensorFlow's crc32c.h gives it. */
  private static int masked(int crc) {
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  /** Bit by bit, with the reversed Castagnoli polynomial. */
  static int crc32c(byte[] bytes) {
    int crc = ~0;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int i = 0; i < 8; i++) {
        crc = (crc >>> 1) ^ ((crc & 1) != 0 ? 0x82f63b78 : 0);
      }
    }
    return ~crc;
  }
}
