package org.dmmsa.savedmodel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  @TempDir private Path folder;

  /** The digest of "abc" is the example of FIPS 180-4. */
  @Test
  void isSha256() throws IOException {
    Path file = Files.writeString(folder.resolve("any"), "abc");
    assertThat(Sha256.of(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void namesCountWhereFilesBelongTogether() throws IOException {
    Path abc = Files.writeString(folder.resolve("abc"), "");
    Path a = Files.writeString(folder.resolve("a"), "b");
    Path c = Files.writeString(folder.resolve("c"), "");
    assertThat(Sha256.ofNamed(List.of(abc)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(Sha256.ofNamed(List.of(a, c)))
        .isNotEqualTo(Sha256.ofNamed(List.of(c, a)));
  }

  @Test
  void whatIsWrittenCountsAsAFileWould() {
    assertThat(Sha256.ofContent(out -> out.write(new byte[] {'a', 'b', 'c'})))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Sha256.of(folder.resolve("none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none: cannot be read");
  }
}
