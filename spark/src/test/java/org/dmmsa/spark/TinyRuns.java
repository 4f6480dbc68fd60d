package org.dmmsa.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.dmmsa.training.queue.QueueProgress;
import org.dmmsa.training.queue.QueuedRun;
import org.dmmsa.training.queue.RunQueue;
import org.dmmsa.training.queue.Workers;
import org.dmmsa.training.report.SummaryReport;
import org.dmmsa.training.run.Run;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.run.RunFolder;

/** Trainings that take a second, alone and in a queue. */
final class TinyRuns {
  private static final List<String> SMALL =
      List.of(
          "data.synthetic.samples=60",
          "data.synthetic.audio_frames=6",
          "data.synthetic.vision_frames=6",
          "bert.tiny.layers=1",
          "bert.tiny.width=8",
          "bert.tiny.inner=8",
          "recipe.stage.batch_size=16",
          "runtime.intra_op_threads=1",
          "runtime.inter_op_threads=1");

  /** One of a queue. */
  record Queued(String dataset, long seed, RunConfig config, RunFolder folder)
      implements QueuedRun {}

  /** Notes what it is told. */
  static class Told implements QueueProgress {
    private final List<String> lines = new ArrayList<>();

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }

    private synchronized void add(String line) {
      lines.add(line);
    }

    @Override
    public void begun(QueuedRun run) {
      add("begun " + run.name());
    }

    @Override
    public void note(QueuedRun run, String note) {}

    @Override
    public void epochDone(QueuedRun run, String stage, int epoch) {
      add("epoch " + run.name());
    }

    @Override
    public void done(QueuedRun run, SummaryReport summary) {
      add("done " + run.name());
    }

    @Override
    public void failed(QueuedRun run, RuntimeException why) {
      add("failed " + run.name());
    }
  }

  private TinyRuns() {}

  private static RunConfig config(String file, List<String> sets) {
    List<String> all = new ArrayList<>(SMALL);
    all.addAll(sets);
    return RunConfig.YAML.read(Path.of("..", "configs").resolve(file), all, RunConfig.class);
  }

  /** Trains a DMMSA in a folder, which then has {@code export/1} and its data, synthetic.pkl. */
  static void export(Path folder) {
    List<String> sets =
        List.of(
            "seeds=[1]",
            "model.width=8",
            "model.heads=2",
            "model.inner=8",
            "model.feature=4",
            "recipe.stage.epochs=1");
    Run.fresh(config("quickstart.yaml", sets), folder)
        .run((seed, seedFolder) -> List.of(), () -> false);
  }

  /** A text model in a queue, in a folder of its name there. */
  static QueuedRun queued(Path folder, long seed, String... sets) {
    List<String> all = new ArrayList<>(List.of("seeds=[" + seed + "]"));
    all.addAll(Arrays.asList(sets));
    return new Queued(
        "synthetic data",
        seed,
        config("synthetic/text.yaml", all),
        new RunFolder(folder.resolve("run-" + seed)));
  }

  /** Does them, and gives back those that failed. */
  static List<RunQueue.Failed> run(
      List<QueuedRun> runs, Workers workers, Told told, BooleanSupplier interrupted) {
    return new RunQueue(runs, workers, told, interrupted).run();
  }

  /** What runs came to, by file, but for what they took. */
  static Map<String, String> results(Path folder) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().matches(".*(jsonl|metrics.json|summary.json|\\.csv)"))
          .forEach(file -> results.put(folder.relativize(file).toString(), text(file)));
    }
    return results;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("\"(seconds|samples_per_second)\":[0-9.E-]+", "\"$1\":0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
