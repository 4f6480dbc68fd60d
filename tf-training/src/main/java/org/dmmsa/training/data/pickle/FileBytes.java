package org.dmmsa.training.data.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.RegularFile;

/**
 * One open file, read at positions. Safe for concurrent readers, also when one of them is
 * interrupted: an interrupt closes a {@link FileChannel} for everybody, so it is opened again here
 * and the interrupted thread keeps its mark.
 */
public final class FileBytes implements AutoCloseable {
  private final Path path;
  private final long size;
  private FileChannel channel;
  private boolean closed;

  private FileBytes(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
  }

  /**
   * Opens a file.
   *
   * @throws InvalidInputException if it cannot be read
   */
  public static FileBytes open(Path path) {
    if (Files.isDirectory(path)) {
      throw new InvalidInputException(path + ": found a folder, expected a pickle file");
    }
    try {
      return new FileBytes(path, FileChannel.open(RegularFile.of(path), StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(path + ": no such file", e);
    } catch (IOException e) {
      throw new InvalidInputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** Fills the buffer from {@code position} on. */
  public void read(long position, ByteBuffer to) {
    int start = to.position();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          fill(openChannel(), position, to);
          return;
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          to.position(start);
        }
      }
    } catch (IOException e) {
      throw error(position, "cannot be read: " + e.getMessage(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void fill(FileChannel from, long position, ByteBuffer to) throws IOException {
    long at = position;
    while (to.hasRemaining()) {
      int count = from.read(to, at);
      if (count < 0) {
        throw error(at, "the file ends, " + to.remaining() + " more bytes expected", null);
      }
      at += count;
    }
  }

  private synchronized FileChannel openChannel() throws IOException {
    if (closed) {
      throw new IllegalStateException(path + " was closed");
    }
    if (!channel.isOpen()) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
    return channel;
  }

  InvalidInputException error(long offset, String problem) {
    return error(offset, problem, null);
  }

  private InvalidInputException error(long offset, String problem, Throwable cause) {
    return new InvalidInputException(
        OneLine.of(path + ": at byte " + offset + ": " + problem), cause);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new InvalidInputException(path + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
