package org.dmmsa.savedmodel.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.dmmsa.model.InvalidInputException;

/**
 * Checksums of files and their like, in lower-case hexadecimal; about two seconds for a gigabyte.
 */
public final class Sha256 {
  private static final int BUFFER = 1 << 20;

  private Sha256() {}

  /**
   * Of a file's bytes.
   *
   * @throws InvalidInputException if the file cannot be read
   */
  public static String of(Path file) {
    MessageDigest digest = newDigest();
    add(file, digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Of files that belong together, each after its name: the same wherever their folder lies.
   *
   * @throws InvalidInputException if a file cannot be read
   */
  public static String ofNamed(List<Path> files) {
    MessageDigest digest = newDigest();
    for (Path file : files) {
      digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      add(file, digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of what is written, as if it were a file's bytes. */
  public static String ofContent(AtomicFile.Content content) {
    MessageDigest digest = newDigest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(Path file, MessageDigest digest) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
