package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TfRecordTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void recordsFollowOneAnotherWithTheirLengthsAndChecksums() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] bytes : List.of(ascii("one"), new byte[0], new byte[300])) {
      TfRecord.write(out, bytes);
    }
    assertThat(RecordFile.read(out.toByteArray()))
        .containsExactly(ascii("one"), new byte[0], new byte[300]);
    assertThat(out.size()).isEqualTo(3 * 16 + 3 + 300);
  }

  @Test
  void aRecordIsOneCallOfItsStream() throws IOException {
    int[] calls = {0};
    TfRecord.write(
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes) throws IOException {
            calls[0]++;
            super.write(bytes);
          }
        },
        ascii("one"));
    assertThat(calls[0]).isEqualTo(1);
  }

  @Test
  void checksumIsCastagnolis() { // the check value of CRC-32C's published parameters
    assertThat(RecordFile.crc32c(ascii("123456789"))).isEqualTo(0xe3069283);
  }
}
