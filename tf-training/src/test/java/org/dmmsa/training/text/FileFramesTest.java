package org.dmmsa.training.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the bytes of IEEE 754: 1 is 3f800000, 2 is 40000000, 3 is 40400000, -2 is c0000000. */
class FileFramesTest {
  private static final FrameDims DIMS = new FrameDims(2, 1);

  @TempDir private Path folder;

  private FileFrames frames(String bytes) throws IOException {
    return new FileFrames(Files.write(folder.resolve("any"), HexFormat.of().parseHex(bytes)), DIMS);
  }

  private static float[] read(FileFrames frames, int row, int count) {
    FloatBuffer to = FloatBuffer.allocate(count + 1).position(1);
    frames.read(row, count, to);
    assertThat(to.hasRemaining()).isFalse();
    return to.array();
  }

  @Test
  void rowsAreReadCutAndPadded() throws IOException {
    try (FileFrames frames = frames("0000803f000000400000404000" + "0000c0")) {
      assertThat(frames.maxFrames()).isEqualTo(2);
      assertThat(frames.length(1)).isEqualTo(2);
      assertThat(read(frames, 0, 2)).containsExactly(0, 1, 2);
      assertThat(read(frames, 1, 2)).containsExactly(0, 3, -2);
      assertThat(read(frames, 1, 1)).containsExactly(0, 3);
      assertThat(read(frames, 0, 4)).containsExactly(0, 1, 2, 0, 0);
    }
  }

  @Test
  void anEarlyEndIsSaid() throws IOException {
    try (FileFrames frames = frames("0000803f00000040")) {
      assertThatThrownBy(() -> read(frames, 1, 2))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("the file ends");
    }
  }
}
