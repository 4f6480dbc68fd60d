package org.dmmsa.lab.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/**
 * A path whose file system is another one's. It equals no path of that one.
 *
 * @param system where it belongs to
 * @param raw the same in the other one
 */
record FaultyPath(FileSystem system, Path raw) implements Path {

  /** What is behind a path. */
  static Path raw(Path path) {
    if (path instanceof FaultyPath faulty) {
      return faulty.raw;
    }
    throw new ProviderMismatchException("found a " + path.getClass() + ": " + path);
  }

  private Path wrap(Path other) {
    return other == null ? null : new FaultyPath(system, other);
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return raw.isAbsolute();
  }

  @Override
  public Path getRoot() {
    return wrap(raw.getRoot());
  }

  @Override
  public Path getFileName() {
    return wrap(raw.getFileName());
  }

  @Override
  public Path getParent() {
    return wrap(raw.getParent());
  }

  @Override
  public int getNameCount() {
    return raw.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return wrap(raw.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return wrap(raw.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof FaultyPath faulty && raw.startsWith(faulty.raw);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof FaultyPath faulty && raw.endsWith(faulty.raw);
  }

  @Override
  public Path normalize() {
    return wrap(raw.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return wrap(raw.resolve(raw(other)));
  }

  @Override
  public Path relativize(Path other) {
    return wrap(raw.relativize(raw(other)));
  }

  @Override
  public URI toUri() {
    return raw.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return wrap(raw.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return wrap(raw.toRealPath(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
      throws IOException {
    return raw.register(watcher, events, modifiers);
  }

  @Override
  public int compareTo(Path other) {
    return raw.compareTo(raw(other));
  }

  @Override
  public String toString() {
    return raw.toString();
  }
}
