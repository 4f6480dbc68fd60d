package org.dmmsa.training.run;

import static java.lang.Double.NaN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.savedmodel.file.FolderLock;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.savedmodel.serving.ExportManifest;
import org.dmmsa.savedmodel.serving.SavedModelExporter;
import org.dmmsa.savedmodel.serving.WeightPrecision;
import org.dmmsa.training.Selection;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StateFile;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.TrainingState;
import org.dmmsa.training.metric.MeanPredictor;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.SeedMetrics;
import org.dmmsa.training.report.SummaryReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a config: every seed in turn, then the summary and the export of the best seed. */
public final class Run {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final List<String> CLASSES = List.of("negative", "neutral", "positive");

  private final RunFolder run;
  private final RunConfig config;
  private final boolean fresh;
  private final boolean verifies;
  private final Optional<Cluster> cluster;

  /** Makes the listeners that are told of one seed's training. */
  @FunctionalInterface
  public interface Listeners {
    List<TrainingListener> of(long seed, RunFolder.SeedFolder folder);
  }

  private Run(
      RunFolder run, RunConfig config, boolean fresh, boolean verifies, Optional<Cluster> cluster) {
    this.run = run;
    this.config = config;
    this.fresh = fresh;
    this.verifies = verifies;
    this.cluster = cluster;
  }

  /**
   * A new run.
   *
   * @throws InvalidInputException if there is something in the folder
   */
  public static Run fresh(RunConfig config, Path folder) {
    return new Run(RunFolder.fresh(folder), config, true, false, Optional.empty());
  }

  /** A run that goes on, with the config that it was begun with. */
  public static Run existing(Path folder) {
    RunFolder run = RunFolder.existing(folder);
    RunConfig config = RunConfig.YAML.read(run.config(), List.of(), RunConfig.class);
    return new Run(run, config, false, false, Optional.empty());
  }

  /**
   * A run that goes on, if it was begun with this config.
   *
   * @throws InvalidInputException if it was begun with another one, saying what differs
   */
  public static Run existing(Path folder, RunConfig expected) {
    Run run = existing(folder);
    List<String> differences = RunConfig.YAML.differences(expected, run.config());
    if (!differences.isEmpty()) {
      throw new InvalidInputException(
          "found another config than the run in %s was begun with, at %s%s; expected the same"
              .formatted(
                  folder,
                  differences.get(0),
                  differences.size() == 1 ? "" : " and " + (differences.size() - 1) + " more"));
    }
    return run;
  }

  /** The same run, which reads all of its data file to see that it is what it was begun with. */
  public Run verifying() {
    return new Run(run, config, fresh, true, cluster);
  }

  /**
   * The same run, whose steps are shared out to a cluster. That changes no number but by rounding,
   * so a run can go on with another cluster, or none.
   *
   * @throws InvalidInputException if a stage has no part of a step for each process
   */
  public Run on(Cluster shared) {
    for (PlannedStage planned : config.stages()) {
      requireParts(planned.stage(), shared.size());
    }
    return new Run(run, config, fresh, verifies, Optional.of(shared));
  }

  private static void requireParts(Stage stage, int processes) {
    int batch = stage.config().batchSize();
    int part = stage.config().microBatch();
    if (part == 0 || (batch - 1) / part + 1 < processes) {
      throw new InvalidInputException(
          "stage %s: found micro_batch %d of batch_size %d, expected 1 to %d: a part of each step for each of %d processes"
              .formatted(stage.name(), part, batch, Math.max(1, batch / processes), processes));
    }
  }

  public RunFolder folder() {
    return run;
  }

  public RunConfig config() {
    return config;
  }

  /**
   * Trains, evaluates and exports; what is already done is kept.
   *
   * @param interrupted asked after every step; when it says so a checkpoint is written and {@link
   *     org.dmmsa.training.TrainingInterruptedException} thrown
   * @throws org.dmmsa.savedmodel.file.FolderInUseException if the run is in use
   */
  public SummaryReport run(Listeners listeners, BooleanSupplier interrupted) {
    return FolderLock.whileHeld(run.root(), () -> trainAndExport(listeners, interrupted));
  }

  private SummaryReport trainAndExport(Listeners listeners, BooleanSupplier interrupted) {
    SummaryReport summary = trainAll(listeners, LOG::info, interrupted);
    int best = best(config.seeds().stream().map(this::metrics).toList());
    if (exportsEachBest()) {
      exportIfBetter(config.seeds().get(best));
    } else if (!Files.exists(run.export())) {
      writeExport(config.seeds().get(best), "best", WeightPrecision.FLOAT32, run.export());
    }
    return summary;
  }

  /**
   * The same without the export in the end: for a run that is one of many.
   *
   * @param notes is told what was odd in the data, a line each
   * @throws org.dmmsa.savedmodel.file.FolderInUseException if the run is in use
   */
  public SummaryReport train(
      Listeners listeners, Consumer<String> notes, BooleanSupplier interrupted) {
    return FolderLock.whileHeld(run.root(), () -> trainAll(listeners, notes, interrupted));
  }

  private SummaryReport trainAll(
      Listeners listeners, Consumer<String> notes, BooleanSupplier interrupted) {
    try (RunInputs inputs = begin(interrupted)) {
      inputs.data().notes().forEach(notes);
      List<SeedMetrics> results = new ArrayList<>();
      for (long seed : config.seeds()) {
        RunFolder.SeedFolder folder = run.seed(seed);
        List<TrainingListener> told = new ArrayList<>(listeners.of(seed, folder));
        if (exportsEachBest()) {
          told.add(new BestListener(lastStage(), () -> exportIfBetter(seed)));
        }
        results.add(new SeedRun(inputs, cluster, seed, folder, told, interrupted).run());
      }
      SummaryReport summary =
          SummaryReport.of(config.seeds(), results, meanPredictor(inputs), inputs.data().notes());
      summary.write(run.root());
      return summary;
    }
  }

  private SeedMetrics metrics(long seed) {
    return JsonFile.read(run.seed(seed).metrics(), SeedMetrics.class);
  }

  private boolean exportsEachBest() {
    return config.export().map(ExportConfig::onBest).orElse(false);
  }

  private String lastStage() {
    return config.stages().get(config.stages().size() - 1).stage().name();
  }

  /** Of two that are as good the first stays, so nothing is exported twice. */
  private void exportIfBetter(long seed) {
    if (!Files.exists(run.export())
        || config.selection().by().improves(figure(seed).orElse(NaN), exportedFigure())) {
      writeExport(seed, "best", WeightPrecision.FLOAT32, run.nextExport());
    }
  }

  private double exportedFigure() {
    Map<String, String> from = ExportFolder.open(run.exports()).manifest().provenance();
    return Double.parseDouble(from.getOrDefault(figureKey(), "NaN"));
  }

  /** What a seed's best checkpoint reached on the validation split. */
  private Optional<Double> figure(long seed) {
    return StateFile.of(run.seed(seed).checkpoints(), "best").map(TrainingState::best);
  }

  private String figureKey() {
    return "valid_" + config.selection().by().key();
  }

  /**
   * Opens what the run works with, and notes what it is. A new run that cannot begin leaves its
   * folder empty, so that the next try is not in its way; one that was killed can go on from here.
   */
  private RunInputs begin(BooleanSupplier interrupted) {
    if (fresh) {
      run.requireEmpty(); // another process may have begun one there before this one had the lock
    }
    boolean begun = Files.exists(run.config());
    AtomicFile.write(run.config(), RunConfig.YAML.write(config));
    try {
      RunInputs inputs = RunInputs.open(config, run, interrupted);
      try {
        note(inputs);
        return inputs;
      } catch (RuntimeException e) {
        inputs.close();
        throw e;
      }
    } catch (RuntimeException e) {
      if (!begun) {
        run.clear();
      }
      throw e;
    }
  }

  private void note(RunInputs inputs) {
    if (Files.exists(run.provenance())) {
      JsonFile.read(run.provenance(), Provenance.class).requireSame(inputs, run.root(), verifies);
      return;
    }
    inputs.fitted().write(run.model());
    inputs
        .bert()
        .filter(bert -> inputs.fitted().dims().bert().isPresent())
        .map(BertSavedModel::tokenizer)
        .orElse(List.of())
        .forEach(
            file ->
                AtomicFile.write(
                    run.root().resolve(file.getFileName()), out -> Files.copy(file, out)));
    JsonFile.write(run.provenance(), Provenance.now(inputs));
  }

  /**
   * Writes the SavedModel of one seed's checkpoint, from the run folder alone.
   *
   * @throws InvalidInputException if the run did not get so far, or the export is to be in its
   *     folder and that is in use
   */
  public void export(long seed, String checkpoint, WeightPrecision precision, Path to) {
    Runnable write = () -> writeExport(seed, checkpoint, precision, to);
    if (to.toAbsolutePath().normalize().startsWith(run.root().toAbsolutePath().normalize())) {
      FolderLock.runWhileHeld(run.root(), write);
    } else {
      write.run();
    }
  }

  private void writeExport(long seed, String checkpoint, WeightPrecision precision, Path to) {
    if (!Files.exists(run.provenance())) {
      throw new InvalidInputException(
          "found no provenance.json in " + run.root() + ", expected a run that has begun");
    }
    FittedModel fitted = FittedModel.read(run.model());
    Provenance provenance = JsonFile.read(run.provenance(), Provenance.class);
    try {
      new SavedModelExporter(
              config.model(),
              fitted.dims(),
              manifest(fitted, provenance, seed, checkpoint, precision),
              run.tokenizer())
          .export(
              run.seed(seed).checkpoints().path(checkpoint),
              precision,
              to,
              files -> documents(provenance, seed, checkpoint, files));
      LOG.info("exported seed {}, checkpoint {}, to {}", seed, checkpoint, to);
    } catch (IOException e) {
      throw AtomicFile.refusal(to, e);
    }
  }

  private Map<String, String> documents(
      Provenance from, long seed, String checkpoint, SortedMap<String, String> files) {
    ModelCard card = ModelCard.of(RunInspection.of(run.root()), from, seed, checkpoint);
    String asked = RunConfig.YAML.write(config);
    return Map.of(
        "model-card.json", JsonFile.text(card),
        "model-card.md", card.markdown(),
        "provenance.intoto.json",
            JsonFile.text(BuildProvenance.of(files, from, asked, seed, checkpoint)));
  }

  private ExportManifest manifest(
      FittedModel fitted,
      Provenance provenance,
      long seed,
      String checkpoint,
      WeightPrecision precision) {
    Map<String, String> from = new LinkedHashMap<>();
    from.put("dmmsa", provenance.version());
    provenance.commit().ifPresent(commit -> from.put("commit", commit));
    from.put("tensorflow", provenance.tensorflow());
    from.put("data_sha256", provenance.dataSha256());
    provenance.bertSha256().ifPresent(digest -> from.put("bert_sha256", digest));
    from.put("seed", Long.toString(seed));
    from.put("checkpoint", checkpoint);
    from.put("precision", precision.key());
    if (checkpoint.equals("best")) {
      figure(seed).ifPresent(figure -> from.put(figureKey(), Double.toString(figure)));
    }
    Map<String, FrameDims> frames = new LinkedHashMap<>();
    fitted.dims().frames().forEach((input, dims) -> frames.put(input.key(), dims));
    return new ExportManifest(
        config.method(),
        frames,
        fitted.longestText(),
        config.context(),
        fitted.vocabulary(),
        fitted.lowerCase(),
        config.data().range(),
        config.data().metricsName(),
        CLASSES,
        "none",
        from);
  }

  /** The seed whose figure on the validation split is the best. */
  private int best(List<SeedMetrics> results) {
    Selection selection = config.selection();
    int best = 0;
    for (int i = 1; i < results.size(); i++) {
      if (selection
          .by()
          .improves(
              selection.of(results.get(i).valid()), selection.of(results.get(best).valid()))) {
        best = i;
      }
    }
    return best;
  }

  private static Metrics meanPredictor(RunInputs inputs) {
    MetricFamily family = inputs.config().data().metrics();
    return MeanPredictor.evaluate(
        family, inputs.data().train().labels(), inputs.data().test().labels());
  }
}
