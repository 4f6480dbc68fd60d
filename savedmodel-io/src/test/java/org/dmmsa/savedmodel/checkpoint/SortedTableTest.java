package org.dmmsa.savedmodel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedTableTest {
  // Two entries, "ab" = "x" and "ac" = "yz" (which shares a letter), then where a reader may seek.
  private static final byte[] ENTRIES = {
    0, 2, 1, 'a', 'b', 'x', 1, 1, 2, 'c', 'y', 'z', 0, 0, 0, 0, 1, 0, 0, 0
  };

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("some.index");
  }

  @Test
  void keysAndValuesAreReadInOrder() throws IOException {
    Files.write(file, table(ENTRIES, 0));
    assertThat(SortedTable.read(file))
        .containsExactly(entry("ab", "x"), entry("ac", "yz"))
        .hasSize(2);
  }

  @Test
  void compressedBlocksAreRefused() throws IOException {
    Files.write(file, table(ENTRIES, 1));
    assertThatThrownBy(() -> SortedTable.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a compressed block")
        .hasMessageContaining(file.toString());
  }

  @Test
  void impossibleLengthsUnderAValidChecksumAreRefused() throws IOException {
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] entries = ENTRIES.clone();
      entries[random.nextInt(entries.length)] = (byte) random.nextInt();
      entries[random.nextInt(entries.length)] = (byte) random.nextInt();
      Files.write(file, table(entries, 0));
      try {
        SortedTable.read(file);
      } catch (InvalidInputException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 4999);
  }

  private static java.util.Map.Entry<ByteString, ByteString> entry(String key, String value) {
    return java.util.Map.entry(ByteString.copyFromUtf8(key), ByteString.copyFromUtf8(value));
  }

  private static byte[] table(byte[] entries, int compression) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(block(entries, compression));
    byte[] index = {0, 2, 2, 'a', 'c', 0, (byte) entries.length, 0, 0, 0, 0, 1, 0, 0, 0};
    out.writeBytes(block(index, 0));
    byte[] handles = new byte[40];
    handles[2] = (byte) (entries.length + 5);
    handles[3] = (byte) index.length;
    out.writeBytes(handles);
    out.writeBytes(little(8).putLong(0xdb4775248b80fb57L).array());
    return out.toByteArray();
  }

  private static byte[] block(byte[] content, int compression) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    checksum.update(compression);
    int crc = (int) checksum.getValue();
    return little(content.length + 5)
        .put(content)
        .put((byte) compression)
        .putInt(((crc >>> 15) | (crc << 17)) + 0xa282ead8)
        .array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
