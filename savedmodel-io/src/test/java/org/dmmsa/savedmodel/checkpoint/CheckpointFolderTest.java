package org.dmmsa.savedmodel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  @TempDir Path root;
  private CheckpointFolder checkpoints;

  @BeforeEach
  void open() {
    checkpoints = new CheckpointFolder(root.resolve("checkpoints"));
  }

  private void write(String name, String weights, String state) {
    checkpoints.write(name, folder -> text(folder.resolve("weights.index"), weights), state);
  }

  private static void text(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path weights(String name) {
    return checkpoints.path(name).resolve("weights.index");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> inside = Files.list(checkpoints.root())) {
      return inside.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aCheckpointThatIsNotThereHasNoState() {
    assertThat(checkpoints.state("last")).isEmpty();
  }

  @Test
  void aCheckpointIsReplacedWhole() throws IOException {
    checkpoints.write("last", folder -> text(folder.resolve("only.first"), "1"), "one");
    write("last", "second", "two");
    assertThat(checkpoints.state("last")).contains("two");
    assertThat(weights("last")).hasContent("second");
    assertThat(checkpoints.path("last").resolve("only.first")).doesNotExist();
    assertThat(names()).containsExactly("last");
  }

  @Test
  void aWriteThatFailsKeepsTheOldCheckpoint() throws IOException {
    write("last", "first", "one");
    assertThatThrownBy(
            () ->
                checkpoints.write(
                    "last",
                    folder -> {
                      text(folder.resolve("weights.index"), "half");
                      throw new IllegalStateException("disk full");
                    },
                    "two"))
        .hasMessage("disk full");
    assertThat(checkpoints.state("last")).contains("one");
    assertThat(weights("last")).hasContent("first");
    assertThat(names()).containsExactly("last");
  }

  @Test
  void aCrashBetweenTheRenamesIsRecovered() throws IOException {
    write("last", "first", "one");
    Files.move(checkpoints.path("last"), checkpoints.root().resolve(".last.old"));
    Files.createDirectories(checkpoints.root().resolve(".last.new"));
    assertThat(checkpoints.state("last")).contains("one");
    assertThat(weights("last")).hasContent("first");
    write("last", "second", "two");
    assertThat(checkpoints.state("last")).contains("two");
    assertThat(names()).containsExactly("last");
  }

  @Test
  void aCrashAfterTheRenamesKeepsTheNewCheckpoint() throws IOException {
    write("last", "new", "two");
    Path old = Files.createDirectories(checkpoints.root().resolve(".last.old"));
    text(old.resolve("state.json"), "one");
    assertThat(checkpoints.state("last")).contains("two");
    write("last", "newer", "three");
    assertThat(checkpoints.state("last")).contains("three");
    assertThat(names()).containsExactly("last");
  }

  @Test
  void whatACrashLeftIsSweptAwayAndNothingElse() throws IOException {
    write("best", "1", "one");
    write("last", "2", "two");
    Files.move(checkpoints.path("best"), checkpoints.root().resolve(".best.old"));
    for (String left : List.of(".last.old", ".last.new", ".initial.new")) {
      Path folder = Files.createDirectories(checkpoints.root().resolve(left));
      text(folder.resolve("state.json"), "left");
    }
    checkpoints.sweep();
    assertThat(names()).containsExactlyInAnyOrder("best", "last");
    assertThat(checkpoints.state("best")).contains("one");
    assertThat(checkpoints.state("last")).contains("two");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
    Files.writeString(checkpoints.root(), "a file");
    assertThatThrownBy(() -> write("last", "first", "one"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(checkpoints.path("last") + ": found ")
        .hasMessageEndingWith(", expected a place to write");
    assertThatThrownBy(() -> new CheckpointFolder(root).copy("gone", "best"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            root.resolve("best") + ": found no such file or folder, expected a place to write");
  }

  @Test
  void aRemovedCheckpointStaysRemoved() throws IOException {
    write("last", "new", "two");
    Path old = Files.createDirectories(checkpoints.root().resolve(".last.old"));
    text(old.resolve("state.json"), "one");
    checkpoints.remove("last");
    assertThat(checkpoints.state("last")).isEmpty();
    assertThat(names()).isEmpty();
    checkpoints.remove("never there");
  }

  @Test
  void aCopyIsNotTouchedWhenTheOriginalIsReplaced() {
    write("last", "first", "one");
    checkpoints.copy("last", "best");
    write("last", "second", "two");
    checkpoints.writeState("last", "two and a half");
    assertThat(checkpoints.state("best")).contains("one");
    assertThat(weights("best")).hasContent("first");
    assertThat(weights("last")).hasContent("second");
  }

  @Test
  void writingTheStateOfACopyLeavesTheOriginal() {
    write("last", "first", "one");
    checkpoints.copy("last", "best");
    checkpoints.writeState("best", "other");
    assertThat(checkpoints.state("last")).contains("one");
    assertThat(checkpoints.state("best")).contains("other");
    checkpoints.remove("last");
    assertThat(weights("best")).hasContent("first");
  }

  @Test
  void aStateThatIsNoTextIsRefused() throws IOException {
    Path state = Files.createDirectories(root.resolve("last")).resolve("state.json");
    Files.write(state, new byte[] {'{', (byte) 0xff, '}'});
    assertThatThrownBy(() -> new CheckpointFolder(root).state("last"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(state + ": found bytes that are not UTF-8, expected the state of a checkpoint");
  }
}
