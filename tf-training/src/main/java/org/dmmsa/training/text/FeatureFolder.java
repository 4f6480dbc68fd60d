package org.dmmsa.training.text;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dmmsa.model.FrameDims;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.savedmodel.file.FreshFolder;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Features of one dataset on disk: a file for each split and a note of where they come from.
 *
 * <p>It appears whole or not at all. One process at a time fills it, with the folder's lock in
 * hand; others that want the same wait and then find it there.
 *
 * @param path the folder
 * @param dims of every row
 */
record FeatureFolder(Path path, FrameDims dims) {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureFolder.class);

  /** A lock keeps other processes out, but not other threads of this one. */
  private static final Object ONE_THREAD = new Object();

  /** Writes all files. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /** The file of a split. */
  static Path file(Path folder, Split split) {
    return folder.resolve(split.name() + ".f32");
  }

  /** Where a folder's features come from. */
  static Path note(Path folder) {
    return folder.resolve("features.json");
  }

  /** Whether all of the data is there, as far as the files' lengths tell. */
  boolean holds(Dataset data) {
    try {
      for (Split split : data.splits()) {
        Path file = file(path, split);
        if (!Files.exists(file) || Files.size(file) != FileFrames.bytes(split.size(), dims)) {
          return false;
        }
      }
      return Files.exists(note(path));
    } catch (IOException e) {
      throw AtomicFile.refusal(path, e);
    }
  }

  /** Makes sure that it holds the data, in place of a damaged folder. */
  void fill(Dataset data, Content content) {
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
          if (!holds(data)) {
            replace(content);
          }
        }
      } catch (IOException e) {
        throw AtomicFile.refusal(path, e);
      }
    }
  }

  private void replace(Content content) throws IOException {
    Folders.delete(path);
    try (FreshFolder fresh = FreshFolder.at(path)) {
      content.writeTo(fresh.path());
      fresh.commit();
    }
  }

  /** The frames of each split, by its name; the caller closes them. */
  Map<String, FileFrames> open(Dataset data) {
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
