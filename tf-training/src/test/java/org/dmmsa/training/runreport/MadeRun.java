package org.dmmsa.training.runreport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.training.data.pickle.PickleWriter;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.report.SeedMetrics;
import org.dmmsa.training.report.SummaryReport;
import org.dmmsa.training.run.RunConfig;

/**
 * The folder of a run that never ran: the files of one that is done, without an export. Each seed
 * predicts four samples, all half a unit too high.
 *
 * @param root the folder
 */
record MadeRun(Path root) {
  /** Bytes of a checkpoint's weights. */
  static final long WEIGHTS = 100_000;

  /** An id and a text that would be a program if a page did not escape them. */
  static final String HOSTILE = "<script>alert('id')</script>";

  private static final List<String> IDS = List.of("a", "b", HOSTILE, "d");
  private static final float[] LABELS = {-2, -1, 1, 2};
  private static final float[] PREDICTIONS = {-1.5f, -0.5f, 1.5f, 2.5f};

  static MadeRun in(Path root, long... seeds) throws IOException {
    MadeRun run = new MadeRun(Files.createDirectories(root));
    String list = Arrays.toString(seeds);
    RunConfig config =
        RunConfig.YAML.read(
            Path.of("..", "configs", "quickstart.yaml"), List.of("seeds=" + list), RunConfig.class);
    Files.writeString(root.resolve("config.yaml"), RunConfig.YAML.write(config));
    run.writeProvenance(list, 10, "d1");
    Metrics metrics = MetricFamily.MOSI.evaluate(LABELS, PREDICTIONS);
    for (long seed : seeds) {
      run.writeSeed(root.resolve("seed-" + seed), metrics);
    }
    SummaryReport.of(
            Arrays.stream(seeds).boxed().toList(),
            Arrays.stream(seeds).mapToObj(seed -> new SeedMetrics(metrics, metrics)).toList(),
            MetricFamily.MOSI.evaluate(LABELS, new float[4]),
            List.of())
        .write(root);
    return run;
  }

  private void writeProvenance(String seeds, long bytes, String digest) throws IOException {
    Files.writeString(
        root.resolve("provenance.json"),
        """
        {"version": "0.1.0", "commit": "abc123", "tensorflow": "2.18.0", "java": "17 Test",
         "system": "Linux amd64", "processors": 2, "data": "data/synthetic.pkl", "data_bytes": %d,
         "data_modified": "2026-01-01T00:00:00Z", "data_sha256": "%s", "rows": {"train": 8},
         "bert": null, "bert_sha256": null, "seeds": %s, "started": "2026-01-01T00:00:00Z"}
        """
            .formatted(bytes, digest, seeds));
  }

  /** Adds the data file of the run, with this text in each row. */
  void addData(String text) throws IOException {
    Map<String, Object> split =
        Map.of(
            "id", IDS,
            "raw_text", List.of(text, text, text, text),
            "regression_labels", List.of(-2.0, -1.0, 1.0, 2.0));
    Path file = root.resolve("synthetic.pkl");
    PickleWriter.write(file, Map.of("train", split, "valid", split, "test", split));
    writeProvenance("[1]", Files.size(file), Sha256.of(file));
  }

  private void writeSeed(Path folder, Metrics metrics) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("epochs.jsonl"), epoch(1, 0.7) + epoch(2, 0.5));
    JsonFile.write(folder.resolve("metrics.json"), new SeedMetrics(metrics, metrics));
    Predictions predictions = Predictions.of(IDS, PREDICTIONS).with(Predictions.LABEL, LABELS);
    PredictionsCsv.write(folder.resolve("predictions-valid.csv"), predictions);
    PredictionsCsv.write(folder.resolve("predictions-test.csv"), predictions);
    for (String name : List.of("initial", "best", "last")) {
      Path checkpoint = Files.createDirectories(folder.resolve("checkpoints").resolve(name));
      Files.write(checkpoint.resolve("weights.index"), new byte[(int) WEIGHTS]);
      Files.writeString(checkpoint.resolve("state.json"), "{}");
    }
  }

  private static String epoch(int epoch, double mae) {
    return """
        {"epoch": %d, "stage": "joint", "losses": {"sentiment": %s, "unimodal": 0.4}, \
        "loss_weights": {"unimodal": 0.5}, "learning_rates": {"rest": 0.001}, "seconds": 30.0, \
        "samples_per_second": 10.0, "valid": {"mae": %s, "corr": null}, "best": true}
        """
        .formatted(epoch, mae, mae);
  }

  /** The weights of a checkpoint. */
  Path weights(long seed, String checkpoint) {
    return root.resolve("seed-" + seed)
        .resolve("checkpoints")
        .resolve(checkpoint)
        .resolve("weights.index");
  }
}
