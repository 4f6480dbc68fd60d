package org.dmmsa.tools.shipped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.dmmsa.training.run.RunConfig;

/** A config that is shipped, from the application itself. */
public final class ShippedConfig {
  private ShippedConfig() {}

  /**
   * Reads one.
   *
   * @param path as in {@code configs/mosi/dmmsa.yaml}
   * @param overrides as in {@code model.width=64}
   */
  public static RunConfig read(String path, List<String> overrides) {
    try (InputStream in = ShippedConfig.class.getResourceAsStream("/" + path)) {
      Path copy = Files.createTempFile("dmmsa", ".yaml");
      try {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        return RunConfig.YAML.read(copy, overrides, RunConfig.class);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
