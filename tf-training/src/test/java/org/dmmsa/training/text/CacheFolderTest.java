package org.dmmsa.training.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private static final Path HOME = Path.of("/home/me");

  @Test
  void isTheFirstOfThreeThatIsNamed() {
    assertThat(CacheFolder.of(Map.of("DMMSA_CACHE", "/a", "XDG_CACHE_HOME", "/b"), HOME))
        .isEqualTo(Path.of("/a"));
    assertThat(CacheFolder.of(Map.of("DMMSA_CACHE", "", "XDG_CACHE_HOME", "/b"), HOME))
        .isEqualTo(Path.of("/b/dmmsa"));
    assertThat(CacheFolder.of(Map.of(), HOME)).isEqualTo(Path.of("/home/me/.cache/dmmsa"));
  }

  @Test
  void relativeFoldersAreThoseOfTheWorkingFolderOrNone() {
    assertThat(CacheFolder.of(Map.of("DMMSA_CACHE", "a"), HOME))
        .isEqualTo(Path.of("a").toAbsolutePath());
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "b"), HOME))
        .isEqualTo(Path.of("/home/me/.cache/dmmsa"));
  }
}
