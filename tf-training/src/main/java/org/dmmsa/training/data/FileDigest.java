package org.dmmsa.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;

/** Checksums of data files, and which of the published ones a checksum belongs to. */
public final class FileDigest {
  private static final int BUFFER = 1 << 20;

  /** Source: the table of thuiar/MMSA's README. */
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "d3994fd25681f9c7ad6e9c6596a6fe9b4beb85ff7d478ba978b124139002e5f9",
          "MOSI aligned_50.pkl",
          "78e0f8b5ef8ff71558e7307848fc1fa929ecb078203f565ab22b9daab2e02524",
          "MOSI unaligned_50.pkl",
          "45eccfb748a87c80ecab9bfac29582e7b1466bf6605ff29d3b338a75120bf791",
          "MOSEI aligned_50.pkl",
          "ad8b23d50557045e7d47959ce6c5b955d8d983f2979c7d9b7b9226f6dd6fec1f",
          "MOSEI unaligned_50.pkl",
          "c9e20c13ec0454d98bb9c1e520e490c75146bfa2dfeeea78d84de047dbdd442f",
          "SIMS unaligned_39.pkl");

  private FileDigest() {}

  /**
   * SHA-256 of a file's bytes in lower-case hexadecimal; about two seconds for a gigabyte.
   *
   * @throws InvalidInputException if the file cannot be read
   */
  public static String sha256(Path file) {
    MessageDigest digest = newDigest();
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The published feature file with this checksum, such as "MOSI unaligned_50.pkl". */
  public static Optional<String> published(String sha256) {
    return Optional.ofNullable(PUBLISHED.get(sha256));
  }
}
