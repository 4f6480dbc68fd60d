package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("a.json");
  }

  @Test
  void newContentReplacesTheOld() throws IOException {
    AtomicFile.write(file, "old and long");
    AtomicFile.write(file, "new \u60c5");
    assertThat(Files.readString(file)).isEqualTo("new \u60c5");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertOnlyTheFile();
  }

  @Test
  void whatIsNotWholeCanBeToldByItsName() {
    List<Path> meanwhile = new ArrayList<>();
    AtomicFile.write(
        file,
        out -> {
          try (Stream<Path> inside = Files.list(folder)) {
            meanwhile.addAll(inside.toList());
          }
        });
    assertThat(meanwhile).hasSize(1).allMatch(AtomicFile::isDraft);
    assertThat(AtomicFile.isDraft(file)).isFalse();
    assertThat(AtomicFile.isDraft(folder.resolve(".lock"))).isFalse();
  }

  @Test
  void foldersOnTheWayAreMade() throws IOException {
    AtomicFile.write(folder.resolve("a/b/c"), "x");
    assertThat(Files.readString(folder.resolve("a/b/c"))).isEqualTo("x");
  }

  @Test
  void oldContentStaysInPlaceUntilTheNewIsWhole() {
    AtomicFile.write(file, "old");
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[100_000]);
          assertThat(Files.readString(file)).isEqualTo("old");
        });
    assertThat(file).hasSize(100_000);
  }

  @Test
  void failureLeavesTheOldContentAndNothingElse() throws IOException {
    AtomicFile.write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": found No space left on device, expected a place to write");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("ours");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Files.readString(file)).isEqualTo("old");
    assertOnlyTheFile();
  }

  @Test
  void placeThatIsNoFolderOrIsAFolderIsRefused() throws IOException {
    AtomicFile.write(file, "old");
    assertThatThrownBy(() -> AtomicFile.write(file.resolve("below"), "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file.resolve("below") + ": found ");
    Files.createDirectories(folder.resolve("d/e"));
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("d"), "x"))
        .isInstanceOf(InvalidInputException.class);
    assertThat(folder.resolve("d/e")).exists();
  }

  @Test
  void whatAKilledProcessLeftGoesWithTheNextWriting() throws IOException {
    String uuid = "-0000-0000-0000-000000000000.tmp";
    Path left =
        Files.writeString(folder.resolve("." + file.getFileName() + ".00000001" + uuid), "");
    Path others = Files.writeString(folder.resolve(".a.00000002" + uuid), "");
    Path held = folder.resolve("." + file.getFileName() + ".00000003" + uuid);
    try (FileChannel channel =
            FileChannel.open(held, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      AtomicFile.write(file, "new");
      assertThat(left).doesNotExist();
      assertThat(others).exists();
      assertThat(held).exists();
    }
    AtomicFile.write(file, "newer");
    assertThat(held).doesNotExist();
  }

  @Test
  void ofTwoWritersTheLaterWinsAndNeitherFails() throws IOException {
    AtomicFile.write(
        file,
        out -> {
          AtomicFile.write(file, "inner");
          out.write('o');
        });
    assertThat(Files.readString(file)).isEqualTo("o");
    assertOnlyTheFile();
  }

  private void assertOnlyTheFile() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
