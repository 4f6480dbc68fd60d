package org.dmmsa.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.savedmodel.file.Folders;

/** A training that takes seconds, and one that all tests may read. */
public final class TinyRun {
  private static final List<String> SMALL =
      List.of(
          "data.synthetic.samples=60",
          "data.synthetic.audio_frames=6",
          "data.synthetic.vision_frames=6",
          "bert.tiny.layers=1",
          "bert.tiny.width=8",
          "bert.tiny.inner=8",
          "model.width=8",
          "model.heads=2",
          "model.inner=8",
          "model.feature=4",
          "recipe.stage.epochs=2",
          "recipe.stage.batch_size=16",
          "runtime.intra_op_threads=1",
          "runtime.inter_op_threads=1");

  private static Path shared;

  private TinyRun() {}

  /** The words that train it; more of them come last. */
  public static Object[] train(Path run, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("train", "--config", CommandLineRun.quickstart(), "--run", run));
    for (String value : SMALL) {
      words.add("--set");
      words.add(value);
    }
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }

  /** A finished run of the seeds 1 and 2; not to be changed. */
  public static synchronized Path shared() {
    if (shared == null) {
      String process = "process-" + ProcessHandle.current().pid(); // another may run tests too
      Path folder = Path.of("target", process, "tiny-run").toAbsolutePath();
      try {
        Folders.delete(folder);
        Files.createDirectories(folder.getParent());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      CommandLineRun.of(train(folder, "--seeds", "1,2")).done();
      shared = folder;
    }
    return shared;
  }

  /** One like that, to be changed. */
  static void copy(Path to) throws IOException {
    Path from = shared();
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  public static Path export() {
    return shared().resolve("export").resolve("1");
  }

  public static Path data() {
    return shared().resolve("synthetic.pkl");
  }

  public static Path bert() {
    return shared().resolve("tiny-bert");
  }
}
