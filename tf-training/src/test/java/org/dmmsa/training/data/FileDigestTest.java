package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {
  @TempDir private Path folder;

  /** The digest of "abc" is the example of FIPS 180-4. */
  @Test
  void isSha256() throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    assertThat(FileDigest.sha256(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void knowsThePublishedFiles() {
    assertThat(
            FileDigest.published(
                "78e0f8b5ef8ff71558e7307848fc1fa929ecb078203f565ab22b9daab2e02524"))
        .contains("MOSI unaligned_50.pkl");
    assertThat(FileDigest.published("00")).isEmpty();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> FileDigest.sha256(folder.resolve("none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none: cannot be read");
  }
}
