package org.dmmsa.training.runreport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Bytes of files; what several names share, as checkpoints do, counts once. */
public final class DiskUse {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private DiskUse() {}

  /** The bytes of all files in a folder; links are not followed. */
  static long of(Path folder) {
    Set<Object> seen = new HashSet<>();
    long[] bytes = {0};
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && seen.add(key(file, attributes))) {
                bytes[0] += attributes.size();
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes[0];
  }

  /** How many bytes become free when files are deleted: none while another name has them. */
  static long freedBy(List<Path> files) {
    Map<Object, Long> names = new HashMap<>();
    long bytes = 0;
    try {
      for (Path file : files) {
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long count = names.merge(key(file, attributes), 1L, Long::sum);
        if (count == links(file)) {
          bytes += attributes.size();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  /** Bytes as a person reads them, such as {@code 1.4 GB}. */
  public static String inWords(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 999.95 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  private static Object key(Path file, BasicFileAttributes attributes) {
    return attributes.fileKey() == null ? file : attributes.fileKey();
  }

  private static long links(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? ((Number) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)).longValue()
        : 1;
  }
}
