package org.dmmsa.savedmodel.serving;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.RegularFile;
import org.dmmsa.savedmodel.file.Sha256;

/**
 * The SHA-256 of every file of an export, in the export: {@code assets.extra/sha256sums.txt}, a
 * line each as {@code sha256sum} writes and checks it.
 */
public final class ExportChecksums {
  private static final Path FILE = Path.of("assets.extra", "sha256sums.txt");

  private ExportChecksums() {}

  /** Those of the files that a folder has. */
  static SortedMap<String, String> of(Path folder) throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    for (String file : files(folder)) {
      sums.put(file, Sha256.of(folder.resolve(file)));
    }
    return sums;
  }

  /** Writes them for the files that a folder has. */
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(FILE).getParent());
    List<String> lines = new ArrayList<>();
    of(folder).forEach((file, sum) -> lines.add(sum + "  " + file));
    Files.write(folder.resolve(FILE), lines);
  }

  /**
   * Looks whether an export is as it was written.
   *
   * @param folder the version folder
   * @return how many files were looked at
   * @throws InvalidInputException if a file is changed, gone, or new, naming all such
   */
  public static int verify(Path folder) {
    try {
      SortedMap<String, String> written = read(folder);
      List<String> problems = new ArrayList<>();
      SortedSet<String> there = files(folder);
      written.forEach(
          (file, sum) -> {
            if (!there.remove(file)) {
              problems.add(file + " is gone");
            } else if (!Sha256.of(folder.resolve(file)).equals(sum)) {
              problems.add(file + " is changed");
            }
          });
      there.forEach(file -> problems.add(file + " is new"));
      if (!problems.isEmpty()) {
        throw new InvalidInputException(
            folder + " is not as it was exported: " + String.join(", ", problems));
      }
      return written.size();
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + folder + ": " + AtomicFile.reason(e), e);
    }
  }

  private static SortedMap<String, String> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "found no " + file + ", expected an export that has its checksums");
    }
    SortedMap<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(RegularFile.of(file, RegularFile.SMALL))) {
      if (!line.matches("[0-9a-f]{64}  .+")) {
        throw new InvalidInputException(
            "found the line '%s', expected a SHA-256 and a file, in %s"
                .formatted(line.replaceAll("\\p{Cntrl}", "?"), file));
      }
      sums.put(line.substring(66), line.substring(0, 64));
    }
    return sums;
  }

  /** The paths of all files but this one, with slashes. */
  private static SortedSet<String> files(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      return inside
          .filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(path -> !path.equals(FILE))
          .map(path -> path.toString().replace('\\', '/'))
          .collect(toCollection(TreeSet::new));
    }
  }
}
