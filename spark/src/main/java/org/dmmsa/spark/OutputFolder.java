package org.dmmsa.spark;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.dmmsa.model.InvalidInputException;

/**
 * A folder of tables that appears whole or not at all, on any file system that Spark knows: written
 * beside its place, then renamed. What an interrupted job left there is removed first.
 */
final class OutputFolder implements AutoCloseable {
  private final FileSystem files;
  private final Path target;
  private final Path partial;

  private OutputFolder(FileSystem files, Path target) {
    this.files = files;
    this.target = target;
    partial = new Path(target.getParent(), "." + target.getName() + ".partial");
  }

  /**
   * Starts a folder.
   *
   * @param tables the names of what will be in it
   * @param force whether such a folder that is there may be replaced
   * @throws InvalidInputException if the place is taken
   */
  static OutputFolder at(String place, Configuration hadoop, Set<String> tables, boolean force)
      throws IOException {
    FileSystem files;
    Path target;
    try {
      files = new Path(place).getFileSystem(hadoop);
      target = files.makeQualified(new Path(place));
    } catch (IllegalArgumentException | IOException e) {
      throw new InvalidInputException(
          "--output: found %s (%s), expected a folder".formatted(place, e.getMessage()), e);
    }
    if (files.exists(target)) {
      if (!force) {
        throw new InvalidInputException(
            "--output: found %s, which is already there, expected a new folder (--force replaces one)"
                .formatted(place));
      }
      requireTables(files, target, tables);
    }
    OutputFolder folder = new OutputFolder(files, target);
    folder.close();
    return folder;
  }

  /** What is replaced is deleted, so it must be nothing else. */
  private static void requireTables(FileSystem files, Path target, Set<String> tables)
      throws IOException {
    boolean ours =
        files.getFileStatus(target).isDirectory()
            && Arrays.stream(files.listStatus(target))
                .map(FileStatus::getPath)
                .allMatch(path -> tables.contains(path.getName()));
    if (!ours) {
      throw new InvalidInputException(
          "--output: found other files in %s, expected a folder with %s alone to replace"
              .formatted(target, String.join(" and ", tables)));
    }
  }

  /** Where to write a table. */
  String table(String name) {
    return new Path(partial, name).toString();
  }

  /** Puts the folder in its place. */
  void commit() throws IOException {
    Path old = new Path(target.getParent(), "." + target.getName() + ".old");
    files.delete(old, true);
    if (files.exists(target)) {
      rename(target, old);
    }
    rename(partial, target);
    files.delete(old, true);
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  /** Removes what was written, unless it is in its place. */
  @Override
  public void close() throws IOException {
    files.delete(partial, true);
  }
}
