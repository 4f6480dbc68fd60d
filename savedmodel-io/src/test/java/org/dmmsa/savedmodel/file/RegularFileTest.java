package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe hears no interrupt
class RegularFileTest {
  private static final Path ENDLESS = Path.of("/dev/zero");

  @TempDir Path folder;

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0);
    return pipe;
  }

  @Test
  void aPipeThatNobodyWritesIsNotWaitedFor() throws IOException, InterruptedException {
    Path pipe = pipe();
    assertThatThrownBy(() -> TextFile.read(pipe, "a text"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(pipe + ": found a pipe or a device, expected a file");
    assertThatThrownBy(() -> Sha256.of(pipe)).hasMessageContaining("found a pipe");
  }

  @Test
  void aFileWithoutEndIsNotRead() {
    assumeTrue(Files.exists(ENDLESS));
    assertThatThrownBy(() -> TextFile.read(ENDLESS, "a text"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("/dev/zero: found a pipe or a device, expected a file");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[11]);
    assertThat(RegularFile.of(file, 11)).isEqualTo(file);
    assertThatThrownBy(() -> RegularFile.of(file, 10))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": found 11 bytes, expected at most 10");
  }

  @Test
  void whatIsNotThereOrAFolderIsLeftToWhoOpensIt() {
    assertThat(RegularFile.of(folder)).isEqualTo(folder);
    assertThat(RegularFile.of(folder.resolve("gone"))).isEqualTo(folder.resolve("gone"));
  }
}
