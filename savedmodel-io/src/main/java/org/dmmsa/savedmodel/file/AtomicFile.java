package org.dmmsa.savedmodel.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.dmmsa.model.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a file whole or not at all: a reader sees the old content or the new, never half of it.
 *
 * <p>The bytes go to a hidden file in the same folder, to the disk, and only then to their name.
 * After any failure the old file is untouched and the hidden one is gone. A kill may leave it: the
 * next one to write the file deletes it, which it knows by the lock that died with its process.
 * Where the file system has no locks, it stays.
 */
public final class AtomicFile {
  private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
  private static final String END = "\\.[0-9a-f-]{36}\\.tmp";
  private static final Pattern DRAFT = Pattern.compile("\\..+" + END);

  /** Those of this process: to open one again would drop its lock. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private AtomicFile() {}

  /** Writes the content of one file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all bytes; the caller closes the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes or replaces a file; folders on the way to it are made.
   *
   * @throws InvalidInputException if the disk is full, or the place cannot be written
   */
  public static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    Path draft =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(target.getParent());
      deleteLeftDrafts(target);
      OWN.add(draft);
      try {
        fillAndMove(draft, content, target);
      } finally {
        Files.deleteIfExists(draft);
        OWN.remove(draft);
      }
    } catch (IOException e) {
      throw refusal(file, e);
    }
  }

  /** Whether a file is one of those hidden ones, as a process that was killed leaves it behind. */
  public static boolean isDraft(Path file) {
    return DRAFT.matcher(file.getFileName().toString()).matches();
  }

  /** Writes or replaces a text file in UTF-8. */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void fillAndMove(Path draft, Content content, Path target) throws IOException {
    try (FileChannel channel =
            FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      lock(channel);
      content.writeTo(out);
      out.flush();
      channel.force(true);
      move(draft, target); // with the lock still held
    }
  }

  /** Gone with the channel. */
  private static void lock(FileChannel channel) {
    try {
      channel.tryLock();
    } catch (IOException e) {
      LOG.debug("no locks on this file system: {}", e.getMessage());
    }
  }

  private static void deleteLeftDrafts(Path target) throws IOException {
    Pattern draft = Pattern.compile("\\." + Pattern.quote(target.getFileName().toString()) + END);
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(
            target.getParent(), path -> draft.matcher(path.getFileName().toString()).matches())) {
      for (Path path : left) {
        if (!OWN.contains(path) && isLeft(path)) {
          Files.deleteIfExists(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isLeft(Path draft) {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false; // its writer was faster, or it cannot be known
    }
  }

  private static void move(Path draft, Path target) throws IOException {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What a user is told when a file cannot be written. */
  public static InvalidInputException refusal(Path file, IOException e) {
    return new InvalidInputException(
        file + ": found " + reason(e) + ", expected a place to write", e);
  }

  /** What is wrong: some exceptions of the file system carry nothing but the path as message. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file where a folder should be";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileSystemException system) {
      return system.getReason() == null ? e.getClass().getSimpleName() : system.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
