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
  void aSampleSeesBothEndsAndAllOfASmallFile() throws IOException {
    for (int length : new int[] {1, 1_000, 70_000, 9_000_001}) {
      byte[] bytes = new byte[length];
      Path file = Files.write(folder.resolve("sampled"), bytes);
      String whole = Sha256.ofSample(file);
      assertThat(Sha256.ofSample(file)).isEqualTo(whole);
      int middle = length < 1 << 20 ? length / 2 : 0;
      for (int at : new int[] {0, middle, length - 1}) {
        bytes[at] = 1;
        assertThat(Sha256.ofSample(Files.write(file, bytes))).isNotEqualTo(whole);
        bytes[at] = 0;
      }
    }
    assertThat(Sha256.ofSample(Files.write(folder.resolve("empty"), new byte[0]))).hasSize(64);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Sha256.of(folder.resolve("none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none: cannot be read");
  }
}
