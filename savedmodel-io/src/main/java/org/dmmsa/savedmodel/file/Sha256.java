package org.dmmsa.savedmodel.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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
  private static final int BLOCK = 1 << 16;
  private static final int BLOCKS = 64;

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
   * Of blocks that are spread over a file from its first byte to its last: a change of a large file
   * that is not small is noticed without reading all of it. Of a small file it is all.
   *
   * @throws InvalidInputException if the file cannot be read
   */
  public static String ofSample(Path file) {
    MessageDigest digest = newDigest();
    try (FileChannel channel = FileChannel.open(RegularFile.of(file))) {
      long last = Math.max(0, channel.size() - BLOCK);
      for (int i = 0; i < BLOCKS; i++) {
        channel.position(last / (BLOCKS - 1) * i + last % (BLOCKS - 1) * i / (BLOCKS - 1));
        digest.update(Channels.newInputStream(channel).readNBytes(BLOCK));
      }
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
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
    try (InputStream in = Files.newInputStream(RegularFile.of(file))) {
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
