package org.dmmsa.savedmodel.file;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dmmsa.model.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one job at a time write to a folder, by a lock on a hidden file in it that says who holds it
 * and is gone when the job ends.
 *
 * <p>The lock is the operating system's and ends with the process, however that ends: the file that
 * a killed one leaves is in nobody's way. Between machines it holds as far as the file system
 * carries locks, as NFS does where its lock service runs. On a file system that has none the job
 * does its work unlocked, after a warning.
 */
public final class FolderLock {
  private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
  private static final String NAME = ".lock";
  private static final String RELEASED = "released";
  private static final int LONGEST_HOLDER = 500;

  /**
   * What this process holds. Systems keep locks by process and drop them when it closes any channel
   * to the file, so a second job must not even open it.
   */
  private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

  private FolderLock() {}

  /**
   * Does a job while no other one writes to the folder, which is made if need be.
   *
   * @throws FolderInUseException if another one does, saying which
   * @throws InvalidInputException if the folder cannot be made
   */
  public static <T> T whileHeld(Path folder, Supplier<T> job) {
    Path made = made(folder);
    String holder = holder();
    String other = HELD.putIfAbsent(made, holder);
    if (other != null) {
      throw new FolderInUseException(folder, other);
    }
    try {
      Path file = made.resolve(NAME);
      Optional<FileChannel> lock = lock(folder, file, holder);
      try {
        return job.get();
      } finally {
        lock.ifPresent(held -> release(held, file));
      }
    } finally {
      HELD.remove(made);
    }
  }

  /** The same for a job without a result. */
  public static void runWhileHeld(Path folder, Runnable job) {
    whileHeld(
        folder,
        () -> {
          job.run();
          return true;
        });
  }

  /** Whether a file is the one that is locked, and not of what a folder is for. */
  public static boolean isLock(Path file) {
    return file.endsWith(NAME);
  }

  private static Path made(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      return folder.toRealPath();
    } catch (IOException e) {
      throw new InvalidInputException("cannot make the folder " + folder + ": " + e, e);
    }
  }

  private static String holder() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "of no known name";
    }
    return "process %d on host %s since %s"
        .formatted(
            ProcessHandle.current().pid(), host, Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** The channel that holds the lock; none where there are no locks. */
  private static Optional<FileChannel> lock(Path folder, Path file, String holder) {
    try {
      Optional<FileChannel> lock = Optional.empty();
      while (lock.isEmpty()) {
        lock = tryLock(folder, file);
      }
      write(lock.get(), holder);
      return lock;
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be locked ({}): nothing else may write there meanwhile",
          folder,
          AtomicFile.reason(e));
      return Optional.empty();
    }
  }

  /** None if who held the lock deleted the file after it was opened here. */
  private static Optional<FileChannel> tryLock(Path folder, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      if (channel.tryLock() == null) {
        throw new FolderInUseException(folder, read(channel));
      }
      locked = !read(channel).equals(RELEASED);
      return locked ? Optional.of(channel) : Optional.empty();
    } catch (OverlappingFileLockException e) { // the folder has two real paths, as by a mount
      throw new FolderInUseException(folder, read(channel));
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static void release(FileChannel lock, Path file) {
    try (lock) {
      Files.deleteIfExists(file);
      write(lock, RELEASED);
    } catch (IOException e) {
      LOG.debug("{} stays, which locks nothing", file, e);
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_HOLDER);
    channel.read(bytes, 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
  }

  /** What is written is for people and for the next one; a full disk is no reason not to lock. */
  private static void write(FileChannel lock, String text) {
    try {
      lock.truncate(0).write(StandardCharsets.UTF_8.encode(text + "\n"), 0);
    } catch (IOException e) {
      LOG.debug("cannot write who holds a lock", e);
    }
  }
}
