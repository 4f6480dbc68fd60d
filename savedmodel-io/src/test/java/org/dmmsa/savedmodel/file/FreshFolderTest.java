package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshFolderTest {
  @TempDir Path temporary;

  @Test
  void theFolderAppearsWithTheCommit() throws IOException {
    Path target = temporary.resolve("new/target");
    try (FreshFolder fresh = FreshFolder.at(target)) {
      Files.writeString(fresh.path().resolve("a"), "a");
      assertThat(target).doesNotExist();
      fresh.commit();
      assertThat(target.resolve("a")).hasContent("a");
    }
    assertThat(target.resolve("a")).exists();
    assertThat(fresh(target)).doesNotExist();
  }

  @Test
  void withoutACommitNothingIsLeft() throws IOException {
    Path target = temporary.resolve("target");
    try (FreshFolder fresh = FreshFolder.at(target)) {
      Files.writeString(fresh.path().resolve("a"), "a");
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aFileInItsPlaceIsLeftAlone() throws IOException {
    Path target = Files.writeString(temporary.resolve("target"), "mine");
    assertThatThrownBy(() -> FreshFolder.at(target)).isInstanceOf(InvalidInputException.class);
    assertThat(target).hasContent("mine");
  }

  private static Path fresh(Path target) {
    return target.resolveSibling(".target.partial");
  }
}
