package org.dmmsa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;

class TensorBoardWriterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_250L), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void recordsHaveRightChecksumsAndTheValuesGiven() throws IOException {
    Path file;
    try (TensorBoardWriter writer = TensorBoardWriter.open(folder.resolve("tb"), CLOCK)) {
      file = writer.file();
      writer.scalars(1, Map.of("loss/unimodal", 0.5));
      writer.scalars(5_000_000_000L, Map.of("a", 1.0, "b", Double.NaN));
      // nothing waits in a buffer for close
      assertThat(events(file)).hasSize(3);
    }
    List<Event> events = events(file);
    assertThat(file.getFileName()).hasToString("events.out.tfevents.1700000000.dmmsa.0");
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getStep()).isEqualTo(1);
    assertThat(events.get(1).getWallTime()).isEqualTo(1_700_000_000.25);
    assertThat(events.get(1).getSummary().getValue(0).getTag()).isEqualTo("loss/unimodal");
    assertThat(events.get(1).getSummary().getValue(0).getSimpleValue()).isEqualTo(0.5f);
    assertThat(events.get(2).getStep()).isEqualTo(5_000_000_000L);
    assertThat(events.get(2).getSummary().getValueList()).hasSize(2);
  }

  @Test
  void everyWriterStartsAFileOfItsOwn() throws IOException {
    try (TensorBoardWriter first = TensorBoardWriter.open(folder, CLOCK);
        TensorBoardWriter second = TensorBoardWriter.open(folder, CLOCK)) {
      first.scalars(1, Map.of("a", 1.0));
      second.scalars(2, Map.of("a", 2.0));
      assertThat(first.file()).isNotEqualTo(second.file());
      assertThat(events(first.file())).hasSize(2);
      assertThat(events(second.file())).hasSize(2);
    }
  }

  /** TensorBoard drops points of files that are out of order by name. */
  @Test
  void aFileThatIsBegunAfterTheClockWasSetBackIsStillTheLastByName() throws IOException {
    Clock earlier = Clock.offset(CLOCK, Duration.ofDays(-1));
    try (TensorBoardWriter first = TensorBoardWriter.open(folder, CLOCK);
        TensorBoardWriter second = TensorBoardWriter.open(folder, earlier)) {
      assertThat(second.file()).isGreaterThan(first.file());
    }
  }

  @Test
  void placeThatIsNoFolderIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("x"));
    assertThatThrownBy(() -> TensorBoardWriter.open(file.resolve("tb")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "\\Q" + file + "\\E/tb: found [Nn]ot a directory, expected a place to write");
  }

  @Test
  void checksumIsCastagnolis() { // the check value of CRC-32C's published parameters
    assertThat(crc32c("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xe3069283);
  }

  private static List<Event> events(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<Event> events = new ArrayList<>();
    while (in.available() > 0) {
      byte[] length = in.readNBytes(8);
      assertThat(Integer.reverseBytes(in.readInt())).isEqualTo(masked(crc32c(length)));
      byte[] event = in.readNBytes((length[0] & 0xff) + 256 * (length[1] & 0xff));
      assertThat(Integer.reverseBytes(in.readInt())).isEqualTo(masked(crc32c(event)));
      events.add(Event.parseFrom(event));
    }
    return events;
  }

  /** TFRecord's formula, as TensorFlow's crc32c.h gives it. */
  private static int masked(int crc) {
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  /** Bit by bit, with the reversed Castagnoli polynomial. */
  private static int crc32c(byte[] bytes) {
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
