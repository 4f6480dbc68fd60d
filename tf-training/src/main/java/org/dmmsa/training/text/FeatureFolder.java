package org.dmmsa.training.text;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.report.JsonFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features of one dataset on disk, below {@code text-features} in the cache: a file for each split,
 * and a note of where they come from that tells damage to them.
 *
 * <p>It appears whole or not at all. One process at a time fills it, with the folder's lock in
 * hand; others that want the same wait and then find it there.
 */
final class FeatureFolder {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureFolder.class);

  /** A lock keeps other processes out, but not other threads of this one. */
  private static final Object ONE_THREAD = new Object();

  private final Path path;
  private final Dataset data;
  private final FrameDims dims;
  private final String weights;

  /** Writes all files. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /** For whoever wonders what the files are; the last is of blocks of each split's file. */
  private record Note(
      String format,
      String origin,
      String weightsSha256,
      Path data,
      FrameDims dims,
      Map<String, Integer> rows,
      Map<String, String> sampleSha256) {}

  /**
   * The folder of some features, whether or not they are there.
   *
   * @param cache that has it
   * @param data with tokens
   * @param length of the texts in tokens that they are computed from
   * @param dims of every row, which may have fewer frames than tokens
   * @param weights a digest of those that they are computed with
   */
  FeatureFolder(Path cache, Dataset data, int length, FrameDims dims, String weights) {
    path = cache.resolve("text-features").resolve(FeatureKey.of(data, length, weights));
    this.data = data;
    this.dims = dims;
    this.weights = weights;
  }

  /** The file of a split. */
  static Path file(Path folder, Split split) {
    return folder.resolve(split.name() + ".f32");
  }

  /** Where a folder's features come from. */
  static Path note(Path folder) {
    return folder.resolve("features.json");
  }

  /**
   * Has them computed, in place of a damaged folder, unless they are there.
   *
   * @param origin what they are, in words
   */
  void fill(String origin, Content content) {
    if (isWhole()) {
      return;
    }
    synchronized (ONE_THREAD) {
      Path lock = path.resolveSibling(path.getFileName() + ".lock");
      try {
        Files.createDirectories(path.getParent());
        try (FileChannel held =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          if (held.tryLock() == null) {
            LOG.info("another process computes the same text features, waiting for it");
            held.lock();
          }
          if (!isWhole()) {
            replace(origin, content);
          }
        }
      } catch (IOException e) {
        throw AtomicFile.refusal(path, e);
      }
    }
  }

  /** As far as the files' lengths tell, and blocks that are spread over them. */
  private boolean isWhole() {
    if (!Files.exists(note(path))) {
      return false;
    }
    try {
      Map<String, String> noted = JsonFile.read(note(path), Note.class).sampleSha256();
      for (Split split : data.splits()) {
        Path file = file(path, split);
        if (Files.size(file) != FileFrames.bytes(split.size(), dims)
            || !Sha256.ofSample(file).equals(noted.get(split.name()))) {
          return false;
        }
      }
      return true;
    } catch (IOException | InvalidInputException e) {
      LOG.debug("{} is damaged", path, e);
      return false;
    }
  }

  private void replace(String origin, Content content) throws IOException {
    Map<String, Integer> rows = new LinkedHashMap<>();
    data.splits().forEach(split -> rows.put(split.name(), split.size()));
    LOG.info("computing once {} of the texts {}", origin, rows);
    long start = System.nanoTime();
    Folders.delete(path);
    try (FreshFolder fresh = FreshFolder.at(path)) {
      content.writeTo(fresh.path());
      Map<String, String> samples = new LinkedHashMap<>();
      data.splits().forEach(s -> samples.put(s.name(), Sha256.ofSample(file(fresh.path(), s))));
      Path source = data.source().toAbsolutePath();
      JsonFile.write(
          note(fresh.path()),
          new Note(FeatureKey.FORMAT, origin, weights, source, dims, rows, samples));
      fresh.commit();
    }
    LOG.info("computed them in {} s", Math.round((System.nanoTime() - start) / 1e9));
  }

  /** The frames of each split, by its name; the caller closes them. */
  Map<String, FileFrames> open() {
    LOG.debug("text features from {}", path);
    Map<String, FileFrames> frames = new LinkedHashMap<>();
    try {
      for (Split split : data.splits()) {
        frames.put(split.name(), new FileFrames(file(path, split), dims));
      }
      return frames;
    } catch (RuntimeException e) {
      frames.values().forEach(FileFrames::close);
      throw e;
    }
  }
}
