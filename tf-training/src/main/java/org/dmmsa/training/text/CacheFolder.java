package org.dmmsa.training.text;

import java.nio.file.Path;
import java.util.Map;

/** Where this project keeps what can be computed again. */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * {@code $DMMSA_CACHE}; without it the folder {@code dmmsa} in {@code $XDG_CACHE_HOME}, and
   * without that {@code ~/.cache/dmmsa}.
   */
  public static Path standard() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** A variable that is empty counts as unset; so does an XDG folder that is not absolute. */
  static Path of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("DMMSA_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    Path common = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    return (common.isAbsolute() ? common : home.resolve(".cache")).resolve("dmmsa");
  }
}
