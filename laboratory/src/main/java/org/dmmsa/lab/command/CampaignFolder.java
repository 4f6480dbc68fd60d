package org.dmmsa.lab.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;

/** Where a campaign's runs go: {@code --to}, or a temporary folder. */
final class CampaignFolder {
  private CampaignFolder() {}

  /**
   * Makes it.
   *
   * @throws InvalidInputException if there are files in it, or it cannot be made
   */
  static Path at(Optional<Path> asked) {
    return asked.map(CampaignFolder::empty).orElseGet(CampaignFolder::temporary);
  }

  private static Path empty(Path folder) {
    try {
      Files.createDirectories(folder);
      if (!isEmpty(folder)) {
        throw new InvalidInputException(
            "--to: found files in " + folder + ", expected a new or empty folder");
      }
      return folder.toAbsolutePath().normalize();
    } catch (IOException e) {
      throw new InvalidInputException("--to: cannot make the folder " + folder + ": " + e, e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("dmmsa-campaign");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes it if nothing was kept. */
  static void deleteEmpty(Path folder) {
    try {
      if (isEmpty(folder)) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }
}
