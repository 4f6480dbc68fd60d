package org.dmmsa.lab.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** Sees that some files of a folder have changed, by looking again and again. */
final class FolderWatch {
  private final Path folder;
  private final Watched watched;
  private Set<String> before;

  FolderWatch(Path folder, Watched watched) {
    this.folder = folder;
    this.watched = watched;
    before = look();
  }

  /** Whether they are others than the last time. */
  boolean hasChanged() {
    Set<String> now = look();
    boolean changed = !now.equals(before);
    before = now;
    return changed;
  }

  private Set<String> look() {
    Set<String> found = new HashSet<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              return note(path, "");
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
              return note(path, attributes.size() + " " + attributes.lastModifiedTime());
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
              return FileVisitResult.CONTINUE; // deleted since it was listed
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException e) {
              return FileVisitResult.CONTINUE; // likewise
            }

            private FileVisitResult note(Path path, String state) {
              if (watched.has(folder.relativize(path))) {
                found.add(path + " " + state);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
