package org.dmmsa.training.runreport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.training.run.RunFolder;

/**
 * Finds run folders; links are not followed, what may not be read below the first is passed over.
 */
public final class FoundRuns {
  private FoundRuns() {}

  /**
   * The folder itself if it is a run, else the runs below it, sorted by path.
   *
   * @throws InvalidInputException if there is no such folder, or it may not be read
   */
  public static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          folder
              + ": found "
              + (Files.exists(folder) ? "a file" : "nothing")
              + ", expected a folder with runs");
    }
    List<Path> runs = new ArrayList<>();
    try {
      Path start = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
      Files.walkFileTree(start, new Visitor(start, runs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return runs.stream().sorted().toList();
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path start;
    private final List<Path> runs;

    Visitor(Path start, List<Path> runs) {
      this.start = start;
      this.runs = runs;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (RunFolder.isBegun(folder)) {
        runs.add(folder);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
      if (file.equals(start)) {
        throw new InvalidInputException(
            "%s: cannot be read: %s".formatted(file, AtomicFile.reason(problem)), problem);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
