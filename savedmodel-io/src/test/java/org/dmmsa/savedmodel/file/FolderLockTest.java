package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Scanner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path folder;

  /** A process that holds the lock until it is told to end. */
  static final class Holder {
    public static void main(String[] words) {
      FolderLock.runWhileHeld(
          Path.of(words[0]),
          () -> {
            System.out.println("held");
            new Scanner(System.in).hasNextLine(); // or the end of who started it
          });
    }

    static Process start(Path folder) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(process.inputReader().readLine()).isEqualTo("held");
      return process;
    }
  }

  @Test
  void anotherProcessIsNamedAndOnceItIsKilledTheFolderIsFree() throws Exception {
    Process other = Holder.start(folder);
    try {
      for (int i = 0; i < 2; i++) { // a refusal does not free it
        assertThatThrownBy(this::tryIt)
            .isInstanceOf(FolderInUseException.class)
            .hasMessageMatching(
                "found %s in use by process %d on host \\S+ since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, expected no other; wait for it or stop it"
                    .formatted(folder, other.pid()));
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(folder.resolve(".lock")).as("a killed process cleans nothing up").exists();
    tryIt();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theSameProcessIsRefusedTooByWhateverPathAndStillHoldsTheFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(in("a")));
    FolderLock.runWhileHeld(
        in("a"),
        () -> {
          for (Path path : new Path[] {in("a"), in("a/../a"), link}) {
            assertThatThrownBy(() -> FolderLock.runWhileHeld(path, () -> {}))
                .isInstanceOf(FolderInUseException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid() + " on host");
          }
          FolderLock.runWhileHeld(in("a/inner"), () -> {}); // another folder
          assertThatThrownBy(() -> Holder.start(in("a"))).isInstanceOf(AssertionError.class);
        });
    assertThat(in("a").resolve("inner")).isEmptyDirectory();
    Files.delete(in("a").resolve("inner"));
    assertThat(in("a")).isEmptyDirectory();
  }

  /** As where one folder is mounted in two places. */
  @Test
  void aLockOfThisProcessThatWasTakenElsewhereIsInUse() throws IOException {
    try (FileChannel channel =
        FileChannel.open(in(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock()).isNotNull();
      assertThatThrownBy(this::tryIt)
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContaining("in use by another process, expected no other");
    }
    tryIt();
  }

  @Test
  void neverAreTwoInIt() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<?> each :
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              FolderLock.runWhileHeld(
                                  folder,
                                  () -> {
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    inside.decrementAndGet();
                                  })))
              .toList()) {
        try {
          each.get();
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(FolderInUseException.class);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void aJobsResultAndItsFailureAreHandedOnAndTheFolderIsFree() throws IOException {
    assertThat(FolderLock.whileHeld(in("new/folder"), () -> 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                FolderLock.runWhileHeld(
                    folder,
                    () -> {
                      throw new IllegalStateException("job");
                    }))
        .hasMessage("job");
    tryIt();
    try (Stream<Path> inside = Files.walk(folder)) {
      assertThat(inside).noneMatch(FolderLock::isLock);
    }
  }

  @Test
  void aFolderThatCannotBeLockedIsWorkedInAllTheSame() throws IOException {
    Files.createDirectory(in(".lock"));
    assertThat(FolderLock.whileHeld(folder, () -> 7)).isEqualTo(7);
  }

  @Test
  void aFileInItsPlaceIsRefused() throws IOException {
    Path file = Files.writeString(in("file"), "mine");
    assertThatThrownBy(() -> FolderLock.runWhileHeld(file, () -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("cannot make the folder " + file);
  }

  private void tryIt() {
    FolderLock.runWhileHeld(folder, () -> {});
  }

  private Path in(String name) {
    return folder.resolve(name);
  }
}
