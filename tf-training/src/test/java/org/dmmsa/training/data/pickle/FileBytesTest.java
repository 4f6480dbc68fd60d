package org.dmmsa.training.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {
  @TempDir private Path folder;

  @Test
  void anInterruptedThreadReadsOnAndKeepsItsMark() throws IOException {
    Path path = Files.write(folder.resolve("bytes"), new byte[] {1, 2, 3, 4});
    try (FileBytes file = FileBytes.open(path)) {
      ByteBuffer two = ByteBuffer.allocate(2);
      Thread.currentThread().interrupt();
      file.read(1, two);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(two.array()).containsExactly(2, 3);
      file.read(2, two.clear());
      assertThat(two.array()).containsExactly(3, 4);
    }
  }

  @Test
  void aFileThatBecameShorterIsNamed() throws IOException {
    Path path = Files.write(folder.resolve("bytes"), new byte[100]);
    try (FileBytes file = FileBytes.open(path)) {
      Files.write(path, new byte[10]);
      assertThatThrownBy(() -> file.read(5, ByteBuffer.allocate(20)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("at byte 10: the file ends, 15 more bytes expected");
    }
  }

  @Test
  void readingAfterCloseIsOurMistake() throws IOException {
    Path path = Files.write(folder.resolve("bytes"), new byte[4]);
    FileBytes file = FileBytes.open(path);
    file.close();
    assertThatThrownBy(() -> file.read(0, ByteBuffer.allocate(1)))
        .isInstanceOf(IllegalStateException.class);
  }
}
