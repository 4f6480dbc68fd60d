package org.dmmsa.lab.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Another file system, but for whose the paths are. */
final class FaultyFileSystem extends FileSystem {
  private final FileSystemProvider provider;
  private final FileSystem raw;

  FaultyFileSystem(FileSystemProvider provider, FileSystem raw) {
    this.provider = provider;
    this.raw = raw;
  }

  Path wrap(Path path) {
    return new FaultyPath(this, path);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  @Override
  public boolean isOpen() {
    return raw.isOpen();
  }

  @Override
  public boolean isReadOnly() {
    return raw.isReadOnly();
  }

  @Override
  public String getSeparator() {
    return raw.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return StreamSupport.stream(raw.getRootDirectories().spliterator(), false)
        .map(this::wrap)
        .toList();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return raw.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return raw.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(raw.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = raw.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(FaultyPath.raw(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return raw.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return raw.newWatchService();
  }
}
