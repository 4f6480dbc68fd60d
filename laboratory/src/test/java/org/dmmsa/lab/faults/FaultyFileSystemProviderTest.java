package org.dmmsa.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyFileSystemProviderTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  /** The folder, as a process sees it that has this fault. */
  private Path faulty(Injection... injection) throws IOException {
    Path under = Files.createDirectories(folder.resolve("run"));
    FaultInjector injector = new FaultInjector(under, Stream.of(injection).findFirst(), notes);
    return new FaultyFileSystemProvider(FileSystems.getDefault().provider(), injector)
        .getPath(under.toUri());
  }

  private List<String> noted() {
    return notes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void withoutAFaultItIsTheFileSystem() throws IOException {
    Path run = faulty();
    Path inner = Files.createDirectories(run.resolve("a/b"));
    Path text = Files.writeString(inner.resolve("text"), "one\n");
    Files.writeString(text, "two\n", StandardOpenOption.APPEND);
    Files.copy(text, run.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(run.resolve("copy"), run.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
    Files.createLink(run.resolve("link"), text);
    assertThat(Files.readAllLines(folder.resolve("run/moved"))).containsExactly("one", "two");
    assertThat(Files.readString(run.resolve("link"))).isEqualTo("one\ntwo\n");
    assertThat(Files.size(text)).isEqualTo(8);
    assertThat(Files.isSameFile(text, run.resolve("link"))).isTrue();
    try (Stream<Path> all = Files.walk(run)) {
      assertThat(all.map(path -> run.relativize(path).toString()))
          .containsExactlyInAnyOrder("", "a", "a/b", "a/b/text", "moved", "link");
    }
    try (FileChannel channel = FileChannel.open(text)) {
      assertThat(channel.map(FileChannel.MapMode.READ_ONLY, 4, 3).get(0)).isEqualTo((byte) 't');
      assertThat(channel.position(7).read(ByteBuffer.allocate(9))).isEqualTo(1);
    }
    assertThat(Files.deleteIfExists(run.resolve("link"))).isTrue();
    assertThat(Files.deleteIfExists(run.resolve("link"))).isFalse();
    assertThat(folder.resolve("run/link")).doesNotExist();
  }

  @Test
  void pathsAreAsThoseOfTheFileSystem() throws IOException {
    Path run = faulty();
    Path file = run.resolve("a").resolve("../b/c.txt").normalize();
    assertThat(file).isEqualTo(run.resolve("b/c.txt")).isGreaterThan(run);
    assertThat(file.toString()).isEqualTo(folder.resolve("run/b/c.txt").toString());
    assertThat(file.getFileName().toString()).isEqualTo("c.txt");
    assertThat(file.endsWith("c.txt")).isTrue();
    assertThat(file.startsWith(run)).isTrue();
    assertThat(run.relativize(file)).hasToString("b/c.txt");
    assertThat(file.resolveSibling("d").getParent()).isEqualTo(run.resolve("b"));
    assertThat(run.toRealPath()).hasToString(folder.resolve("run").toRealPath().toString());
    assertThat(file.getFileSystem().getPathMatcher("glob:**.txt").matches(file)).isTrue();
    assertThat(run.getRoot().getParent()).isNull();
  }

  @Test
  void operationsAreNotedByTheirFiles() throws IOException {
    Path run = faulty();
    Path text = Files.writeString(run.resolve("text"), "one");
    Files.readString(text);
    try (FileChannel channel = FileChannel.open(text, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(text, run.resolve("other"));
    Files.delete(run.resolve("other"));
    Files.createTempFile(run.getParent(), "beside", ""); // is in another folder
    assertThat(noted().stream().distinct())
        .containsExactly(
            "CREATE text", "WRITE text", "READ text", "SYNC text", "RENAME other", "DELETE other");
  }

  @Test
  void aShortWriteTakesHalfOnce() throws IOException {
    Path run = faulty(new Injection(Fault.SHORT_WRITE, 2));
    try (FileChannel channel = open(run.resolve("x"))) {
      assertThat(channel.write(ByteBuffer.allocate(8))).isEqualTo(8);
      ByteBuffer half = ByteBuffer.allocate(8);
      assertThat(channel.write(half)).isEqualTo(4);
      assertThat(half.remaining()).isEqualTo(4);
      assertThat(channel.write(half)).isEqualTo(4);
    }
    assertThat(noted()).containsExactly("CREATE x", "WRITE x", "WRITE x", "FAULT");
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @Test
  void aFullDiskStaysFullButCanBeReadAndClearedUp() throws IOException {
    Path run = faulty(new Injection(Fault.DISK_FULL, 3));
    Path kept = Files.writeString(run.resolve("kept"), "kept");
    assertThatThrownBy(() -> Files.writeString(run.resolve("x"), "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(run.resolve("x") + ": No space left on device");
    assertThatThrownBy(() -> Files.createDirectory(run.resolve("y")))
        .hasMessageContaining("No space left on device");
    assertThatThrownBy(() -> Files.copy(kept, run.resolve("z")))
        .hasMessageContaining("No space left on device");
    assertThat(Files.readString(kept)).isEqualTo("kept");
    Files.delete(kept);
    assertThat(folder.resolve("run")).isEmptyDirectory();
    assertThat(Files.writeString(folder.resolve("elsewhere"), "x")).exists();
  }

  @Test
  void anErrorComesAtItsOperationAndOnlyThere() throws IOException {
    Path write = faulty(new Injection(Fault.WRITE_ERROR, 2));
    Files.writeString(write.resolve("a"), "a");
    assertThatThrownBy(() -> Files.writeString(write.resolve("b"), "b"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("Input/output error");
    Files.writeString(write.resolve("c"), "c");
    assertThat(folder.resolve("run/b")).isEmptyFile();
    assertThat(folder.resolve("run/c")).hasContent("c");

    Path read = faulty(new Injection(Fault.READ_ERROR, 1));
    assertThatThrownBy(() -> Files.readString(read.resolve("a"))).hasMessage("Input/output error");
    assertThat(Files.readString(read.resolve("a"))).isEqualTo("a");

    Path sync = faulty(new Injection(Fault.SYNC_ERROR, 1));
    try (FileChannel channel = open(sync.resolve("a"))) {
      assertThatThrownBy(() -> channel.force(false)).hasMessage("Input/output error");
      channel.force(false);
    }
  }

  @Test
  void renamesAndDeletesFailByName() throws IOException {
    Path rename = faulty(new Injection(Fault.RENAME_ERROR, 1));
    Path a = Files.writeString(rename.resolve("a"), "a");
    assertThatThrownBy(() -> Files.move(a, rename.resolve("b")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(rename.resolve("b") + ": Input/output error");
    assertThat(folder.resolve("run/a")).hasContent("a");

    Path delete = faulty(new Injection(Fault.DELETE_REFUSED, 1));
    assertThat(Files.deleteIfExists(delete.resolve("not there"))).isFalse();
    assertThatThrownBy(() -> Files.delete(delete.resolve("a")))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(folder.resolve("run/a")).exists();
    Files.delete(delete.resolve("a"));
  }

  /** As a channel of the system is, which readers rely on. */
  @Test
  void anInterruptClosesTheChannel() throws IOException {
    Path run = faulty();
    try (FileChannel channel = FileChannel.open(Files.writeString(run.resolve("a"), "a"))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(channel.isOpen()).isFalse();
    }
  }

  @Test
  void aProcessIsStartedWithWhatItReadsBack() {
    Injection injection = new Injection(Fault.RENAME_ERROR, 17);
    assertThat(Injection.of(injection.word())).isEqualTo(injection);
    assertThat(
            FaultyFileSystemProvider.options(
                folder, Optional.of(injection), folder.resolve("notes")))
        .contains(
            "-Djava.nio.file.spi.DefaultFileSystemProvider="
                + "org.dmmsa.lab.faults.FaultyFileSystemProvider",
            "-Ddmmsa.faults.injection=rename_error@17");
    assertThat(FaultyFileSystemProvider.options(folder, Optional.empty(), folder.resolve("notes")))
        .noneMatch(option -> option.contains("injection"));
  }
}
