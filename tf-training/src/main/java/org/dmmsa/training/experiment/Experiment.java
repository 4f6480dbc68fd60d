package org.dmmsa.training.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dmmsa.model.DmmsaSizes;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.Sha256;
import org.dmmsa.savedmodel.serving.ExportManifest;
import org.dmmsa.savedmodel.serving.SavedModelExporter;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.config.StrictYaml;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.MeanPredictor;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.SeedMetrics;
import org.dmmsa.training.report.SummaryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a config: every seed in turn, then the summary and the export of the best seed. */
public final class Experiment {
  private static final Logger LOG = LoggerFactory.getLogger(Experiment.class);
  private static final List<String> CLASSES = List.of("negative", "neutral", "positive");

  private final RunFolder run;
  private final ExperimentConfig config;

  /** Makes the listeners that are told of one seed's training. */
  @FunctionalInterface
  public interface Listeners {
    List<TrainingListener> of(long seed, RunFolder.SeedFolder folder);
  }

  private Experiment(RunFolder run, ExperimentConfig config) {
    this.run = run;
    this.config = config;
  }

  /**
   * A new run.
   *
   * @throws InvalidInputException if there is something in the folder
   */
  public static Experiment fresh(ExperimentConfig config, Path folder) {
    return new Experiment(RunFolder.fresh(folder), config);
  }

  /** A run that goes on, with the config that it was begun with. */
  public static Experiment existing(Path folder) {
    RunFolder run = RunFolder.existing(folder);
    return new Experiment(run, StrictYaml.read(run.config(), List.of(), ExperimentConfig.class));
  }

  public RunFolder folder() {
    return run;
  }

  public ExperimentConfig config() {
    return config;
  }

  /**
   * Trains, evaluates and exports; what is already done is kept.
   *
   * @param interrupted asked after every step; when it says so a checkpoint is written and {@link
   *     org.dmmsa.training.TrainingInterruptedException} thrown
   */
  public SummaryReport run(Listeners listeners, BooleanSupplier interrupted) {
    try (ExperimentInputs inputs = openInputs()) {
      inputs.data().notes().forEach(LOG::info);
      AtomicFile.write(run.config(), StrictYaml.write(config));
      Provenance provenance = provenance(inputs);
      List<SeedMetrics> results = new ArrayList<>();
      for (long seed : config.seeds()) {
        RunFolder.SeedFolder folder = run.seed(seed);
        results.add(
            new SeedTraining(inputs, seed, folder, listeners.of(seed, folder), interrupted).run());
      }
      SummaryReport summary = SummaryReport.of(config.seeds(), results, meanPredictor(inputs));
      if (!Files.exists(run.export())) {
        long best = config.seeds().get(bestByValidation(results));
        export(inputs, provenance, best, "best", run.export());
      }
      summary.write(run.root());
      return summary;
    }
  }

  /** A run that cannot begin leaves its folder empty, so that the next try is not in its way. */
  private ExperimentInputs openInputs() {
    try {
      return ExperimentInputs.open(config, run);
    } catch (RuntimeException e) {
      if (!Files.exists(run.config())) {
        run.clear();
      }
      throw e;
    }
  }

  /** Writes the SavedModel of one seed's checkpoint. */
  public void export(long seed, String checkpoint, Path to) {
    try (ExperimentInputs inputs = ExperimentInputs.open(config, run)) {
      export(inputs, provenance(inputs), seed, checkpoint, to);
    }
  }

  private void export(
      ExperimentInputs inputs, Provenance provenance, long seed, String checkpoint, Path to) {
    Path weights = run.seed(seed).checkpoints().path(checkpoint);
    try {
      new SavedModelExporter(
              inputs.recipe().network()::over,
              manifest(inputs, provenance, seed, checkpoint),
              inputs.bert().vocabulary())
          .export(weights, to);
      LOG.info("exported seed {}, checkpoint {}, to {}", seed, checkpoint, to);
    } catch (IOException e) {
      throw new InvalidInputException("cannot write the export " + to + ": " + e.getMessage(), e);
    }
  }

  private ExportManifest manifest(
      ExperimentInputs inputs, Provenance provenance, long seed, String checkpoint) {
    DmmsaSizes sizes = inputs.recipe().sizes();
    Map<String, String> from = new LinkedHashMap<>();
    from.put("dmmsa", provenance.version());
    provenance.commit().ifPresent(commit -> from.put("commit", commit));
    from.put("tensorflow", provenance.tensorflow());
    from.put("data_sha256", provenance.dataSha256());
    from.put("bert_sha256", provenance.bertSha256());
    from.put("seed", Long.toString(seed));
    from.put("checkpoint", checkpoint);
    return new ExportManifest(
        config.model().name().toLowerCase(Locale.ROOT),
        sizes.audio().features(),
        sizes.audio().frames(),
        sizes.vision().features(),
        sizes.vision().frames(),
        inputs.assembler().longestText(),
        inputs.assembler().vocabulary(),
        inputs.bert().lowerCase(),
        config.data().range(),
        config.data().metricsName(),
        CLASSES,
        "none",
        from);
  }

  /** What the run was begun with; other data or another BERT than then is refused. */
  private Provenance provenance(ExperimentInputs inputs) {
    Path data = inputs.data().source();
    Provenance now =
        Provenance.now(
            data, Sha256.of(data), inputs.bert().folder(), inputs.bert().digest(), config.seeds());
    if (!Files.exists(run.provenance())) {
      JsonFile.write(run.provenance(), now);
      return now;
    }
    String begun;
    try {
      begun = Files.readString(run.provenance());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requireSame(begun, now.dataSha256(), "data", data);
    requireSame(begun, now.bertSha256(), "BERT", inputs.bert().folder());
    return now;
  }

  private void requireSame(String begun, String digest, String what, Path where) {
    if (!begun.contains(digest)) {
      throw new InvalidInputException(
          String.format(
              "%s: found other %s than the run in %s was begun with, expected the same",
              where, what, run.root()));
    }
  }

  private static int bestByValidation(List<SeedMetrics> results) {
    int best = 0;
    for (int i = 1; i < results.size(); i++) {
      double mae = results.get(i).valid().get(Metric.MAE).orElseThrow();
      if (mae < results.get(best).valid().get(Metric.MAE).orElseThrow()) {
        best = i;
      }
    }
    return best;
  }

  private static Metrics meanPredictor(ExperimentInputs inputs) {
    MetricFamily family = inputs.config().data().metrics();
    return MeanPredictor.evaluate(
        family, labels(inputs.data().train()), labels(inputs.data().test()));
  }

  private static float[] labels(Split split) {
    float[] labels = new float[split.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = split.label(row);
    }
    return labels;
  }
}
