package org.dmmsa.savedmodel.bert;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks a zip that is not trusted: nothing is written outside of the folder, nothing twice, and
 * never more than the limits.
 *
 * @param mostEntries files and folders
 * @param mostBytes of all files together, unpacked
 */
record ZipUnpacker(int mostEntries, long mostBytes) {
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{N} ._-]+(/[\\p{L}\\p{N} ._-]+)*/?");

  /**
   * Unpacks; checksums are compared on the way.
   *
   * @throws ZipException when an entry has a name or size that is not allowed, or is damaged
   */
  void unpack(InputStream zip, Path folder) throws IOException {
    ZipInputStream entries = new ZipInputStream(zip);
    long left = mostBytes;
    int count = 0;
    for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      if (++count > mostEntries) {
        throw new ZipException("more than " + mostEntries + " entries");
      }
      Path target = target(entry.getName(), folder);
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else {
        Files.createDirectories(target.getParent());
        left -= copy(entries, target, left);
      }
    }
    if (count == 0) {
      throw new ZipException("no zip entries");
    }
  }

  private static Path target(String name, Path folder) throws ZipException {
    Path target = PLAIN.matcher(name).matches() ? folder.resolve(name).normalize() : folder;
    if (target.equals(folder) || !target.startsWith(folder)) {
      throw new ZipException("an entry that leads out of the folder: '" + printable(name) + "'");
    }
    return target;
  }

  private static String printable(String name) {
    return name.replaceAll("[^\\p{Graph} ]", "?");
  }

  private long copy(InputStream from, Path target, long left) throws IOException {
    byte[] part = new byte[1 << 16];
    long copied = 0;
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      for (int read = from.read(part); read >= 0; read = from.read(part)) {
        copied += read;
        if (copied > left) {
          throw new ZipException("more than " + mostBytes + " bytes");
        }
        out.write(part, 0, read);
      }
    }
    return copied;
  }
}
