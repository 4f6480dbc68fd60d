package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir Path folder;

  @Test
  void aCopyHasAllThatIsInside() throws IOException {
    Path from = folder.resolve("from");
    Files.createDirectories(from.resolve("a/empty"));
    Files.writeString(from.resolve("a/text"), "text");
    Path to = folder.resolve("to");
    Folders.copy(from, to);
    assertThat(to.resolve("a/text")).hasContent("text");
    assertThat(to.resolve("a/empty")).isEmptyDirectory();
    assertThatThrownBy(() -> Folders.copy(from, to)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aDeletedFolderIsGoneAndOneThatIsNotThereIsNoMistake() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("x/y"));
    Files.writeString(inner.resolve("text"), "text");
    Folders.delete(folder.resolve("x"));
    Folders.delete(folder.resolve("x"));
    assertThat(folder).isEmptyDirectory();
  }
}
