package org.dmmsa.lab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jazzer calls; no Jazzer is needed. */
class JazzerTargetTest {
  @TempDir Path folder;
  private List<Path> files;

  @BeforeEach
  void writeWhole() throws IOException {
    files = List.of(folder.resolve("a"), folder.resolve("b"));
    Files.write(files.get(0), new byte[] {10, 11});
    Files.write(files.get(1), new byte[] {20});
  }

  @Test
  void theFirstByteOfAnInputChoosesTheFileAndTheOthersAreItsContent() throws IOException {
    List<String> read = new ArrayList<>();
    JazzerTarget target =
        new JazzerTarget(files, file -> read.add(file.getFileName() + " " + bytes(file)));
    target.read((byte) 3, (byte) 5, (byte) 6);
    target.read((byte) 0);
    target.read();
    assertThat(read).containsExactly("a [10, 11]", "b [20]", "b [5, 6]", "a []", "a []");
    assertThat(bytes(files.get(0))).isEqualTo("[10, 11]");
    assertThat(bytes(files.get(1))).isEqualTo("[20]");
  }

  private static String bytes(Path file) {
    try {
      return Arrays.toString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRefusalIsRightAndAnyOtherExceptionIsThrown() throws IOException {
    List<RuntimeException> thrown =
        List.of(new InvalidInputException("found a, expected b"), new IllegalStateException("odd"));
    JazzerTarget target =
        new JazzerTarget(
            files,
            file -> {
              int first = bytes(file).charAt(1) - '0';
              if (bytes(file).length() == 3) { // one digit
                throw thrown.get(first);
              }
            });
    target.read((byte) 0, (byte) 0);
    assertThatThrownBy(() -> target.read((byte) 0, (byte) 1)).isSameAs(thrown.get(1));
  }

  @Test
  void seedsAreReadAsTheWholeFilesTheyWere() throws IOException {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    JazzerTarget.seeds(files, corpus);
    List<String> read = new ArrayList<>();
    JazzerTarget target =
        new JazzerTarget(files, file -> read.add(file.getFileName() + " " + bytes(file)));
    read.clear();
    target.read(Files.readAllBytes(corpus.resolve("whole-0")));
    target.read(Files.readAllBytes(corpus.resolve("whole-1")));
    assertThat(read).containsExactly("a [10, 11]", "b [20]");
  }
}
