package org.dmmsa.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  /** Makes one, says where it is, and waits for the end of its input, or of itself. */
  static final class Maker {
    private Maker() {}

    public static void main(String[] words) throws IOException {
      TemporaryFolder folder = TemporaryFolder.create();
      fill(folder);
      System.out.println(folder.path());
      System.exit(System.in.read());
    }
  }

  @Test
  void goesWhenItIsClosed() throws IOException {
    TemporaryFolder folder = TemporaryFolder.create();
    fill(folder);
    folder.close();
    assertThat(folder.path()).doesNotExist();
  }

  @Test
  void goesWhenItsProcessIsStopped() throws Exception {
    Process process = maker();
    try (BufferedReader out = process.inputReader()) {
      Path folder = Path.of(out.readLine());
      assertThat(folder.resolve("export/1/saved_model.pb")).exists();
      process.destroy(); // as Ctrl-C and a polite kill
      assertThat(process.waitFor()).isNotZero();
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void goesWhenItsProcessFails() throws Exception {
    Process process = maker();
    try (BufferedReader out = process.inputReader()) {
      Path folder = Path.of(out.readLine());
      process.outputWriter().append('\1').close();
      assertThat(process.waitFor()).isOne();
      assertThat(folder).doesNotExist();
    }
  }

  private static void fill(TemporaryFolder folder) throws IOException {
    Path export = Files.createDirectories(folder.path().resolve("export/1"));
    Files.writeString(export.resolve("saved_model.pb"), "a graph");
  }

  private static Process maker() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Maker.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
