package org.dmmsa.lab.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of the machine, some operations on which fail. Java makes it, in a process that is
 * started with {@link #options}.
 */
public final class FaultyFileSystemProvider extends FileSystemProvider {
  private static final URI ROOT = URI.create("file:///");
  private static final String PROVIDER = "-Djava.nio.file.spi.DefaultFileSystemProvider=";

  private final FileSystemProvider raw;
  private final FaultyFileSystem system;
  private final FaultInjector injector;

  /**
   * Called by Java.
   *
   * @param raw what this stands in for
   */
  public FaultyFileSystemProvider(FileSystemProvider raw) {
    this(raw, FaultInjector.ofThisProcess(raw, raw.getPath(ROOT)));
  }

  FaultyFileSystemProvider(FileSystemProvider raw, FaultInjector injector) {
    this.raw = raw;
    this.injector = injector;
    system = new FaultyFileSystem(this, raw.getFileSystem(ROOT));
  }

  /**
   * What a Java is started with whose files fail.
   *
   * @param under the folder whose files do
   * @param notes file for what was done with them
   */
  public static List<String> options(Path under, Optional<Injection> injection, Path notes) {
    List<String> options = new ArrayList<>(FaultInjector.options(under, injection, notes));
    options.add(PROVIDER + FaultyFileSystemProvider.class.getName());
    return options;
  }

  private Path before(Operation operation, Path path) throws IOException {
    Path file = FaultyPath.raw(path);
    injector.before(operation, file);
    return file;
  }

  @Override
  public String getScheme() {
    return raw.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
    return raw.newFileSystem(uri, environment); // which refuses
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    raw.getFileSystem(uri); // refuses all but the root
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.wrap(raw.getPath(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path file = FaultyPath.raw(path);
    if (options.contains(StandardOpenOption.CREATE)
        || options.contains(StandardOpenOption.CREATE_NEW)) {
      injector.before(Operation.CREATE, file);
    }
    return new FaultyChannel(raw.newFileChannel(file, options, attributes), file, injector);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> inside =
        raw.newDirectoryStream(FaultyPath.raw(folder), path -> filter.accept(system.wrap(path)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> paths = inside.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return paths.hasNext();
          }

          @Override
          public Path next() {
            return system.wrap(paths.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        inside.close();
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    raw.createDirectory(before(Operation.CREATE, folder), attributes);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    raw.createSymbolicLink(before(Operation.CREATE, link), FaultyPath.raw(target), attributes);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    raw.createLink(before(Operation.CREATE, link), FaultyPath.raw(existing));
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return system.wrap(raw.readSymbolicLink(FaultyPath.raw(link)));
  }

  /** What is not there is refused by no system. */
  @Override
  public void delete(Path path) throws IOException {
    Path file = FaultyPath.raw(path);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      injector.before(Operation.DELETE, file);
    }
    raw.delete(file);
  }

  /** A copy is made by the system at once, and is no read. */
  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    injector.before(Operation.CREATE, FaultyPath.raw(target));
    raw.copy(FaultyPath.raw(source), before(Operation.WRITE, target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    raw.move(FaultyPath.raw(source), before(Operation.RENAME, target), options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return raw.isSameFile(FaultyPath.raw(one), FaultyPath.raw(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return raw.isHidden(FaultyPath.raw(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return raw.getFileStore(FaultyPath.raw(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    raw.checkAccess(FaultyPath.raw(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return raw.getFileAttributeView(FaultyPath.raw(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return raw.readAttributes(FaultyPath.raw(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return raw.readAttributes(FaultyPath.raw(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    raw.setAttribute(FaultyPath.raw(path), name, value, options);
  }
}
