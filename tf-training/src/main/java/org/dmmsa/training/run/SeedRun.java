package org.dmmsa.training.run;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StateFile;
import org.dmmsa.training.TrainGraph;
import org.dmmsa.training.Trainer;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.TrainingState;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.evaluation.Scores;
import org.dmmsa.training.evaluation.SplitScorer;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.report.SeedMetrics;
import org.dmmsa.training.run.RunFolder.SeedFolder;

/**
 * All stages of a recipe for one seed, one after the other, each in a graph of its own; then the
 * predictions of the best weights.
 */
final class SeedRun {
  private final RunInputs inputs;
  private final Optional<Cluster> cluster;
  private final RunConfig config;
  private final List<PlannedStage> stages;
  private final Dataset data;
  private final FittedModel fitted;
  private final long seed;
  private final SeedFolder folder;
  private final List<TrainingListener> listeners;
  private final BooleanSupplier interrupted;

  SeedRun(
      RunInputs inputs,
      Optional<Cluster> cluster,
      long seed,
      SeedFolder folder,
      List<TrainingListener> listeners,
      BooleanSupplier interrupted) {
    this.inputs = inputs;
    this.cluster = cluster;
    config = inputs.config();
    stages = config.stages();
    fitted = inputs.fitted();
    data = inputs.data();
    this.seed = seed;
    this.folder = folder;
    this.listeners = listeners;
    this.interrupted = interrupted;
  }

  /** Trains what is not trained yet, and scores. */
  SeedMetrics run() {
    if (isDone()) {
      return new SeedMetrics(written("valid"), written("test"));
    }
    folder.create();
    int epochsDone = epochsDone(stages);
    try (TensorBoardLog board = new TensorBoardLog(folder.tensorboard(), epochsDone)) {
      List<TrainingListener> told = new ArrayList<>(listeners);
      told.add(new EpochLog(folder.epochs(), epochsDone));
      told.add(board);
      return run(stages, told);
    }
  }

  private SeedMetrics run(List<PlannedStage> stages, List<TrainingListener> told) {
    Map<String, CheckpointFolder> inherited = new LinkedHashMap<>();
    for (PlannedStage planned : stages.subList(0, stages.size() - 1)) {
      CheckpointFolder checkpoints = folder.checkpoints(planned.stage().name());
      if (!state(checkpoints).map(TrainingState::complete).orElse(false)) {
        try (TrainGraph graph = inputs.graph(planned.stage(), seed, cluster)) {
          train(graph, planned.stage(), checkpoints, inherited, told);
        }
      }
      inherited.put(planned.handsOn(), checkpoints);
    }
    Stage last = stages.get(stages.size() - 1).stage();
    try (TrainGraph graph = inputs.graph(last, seed, cluster)) {
      train(graph, last, folder.checkpoints(), inherited, told);
      graph.restoreWeights(folder.checkpoints().path("best"));
      return score(graph);
    }
  }

  /** Whether the seed was trained and scored; its metrics file is written last. */
  private boolean isDone() {
    return state(folder.checkpoints()).map(TrainingState::complete).orElse(false)
        && Files.exists(folder.metrics());
  }

  private Metrics written(String split) {
    return Scores.metrics(
        config.data().metrics(), PredictionsCsv.readLabelled(folder.predictions(split)));
  }

  private int epochsDone(List<PlannedStage> stages) {
    int epochs = state(folder.checkpoints()).map(TrainingState::epoch).orElse(0);
    for (PlannedStage planned : stages.subList(0, stages.size() - 1)) {
      epochs +=
          state(folder.checkpoints(planned.stage().name())).map(TrainingState::epoch).orElse(0);
    }
    return epochs;
  }

  private static Optional<TrainingState> state(CheckpointFolder checkpoints) {
    return StateFile.of(checkpoints, "last");
  }

  private void train(
      TrainGraph graph,
      Stage stage,
      CheckpointFolder checkpoints,
      Map<String, CheckpointFolder> inherited,
      List<TrainingListener> told) {
    checkpoints.sweep();
    Optional<TrainingState> before = state(checkpoints);
    Trainer trainer =
        new Trainer(
            stage,
            graph,
            new Trainer.Surroundings(
                data,
                config.monitor().map(MonitorConfig::test).orElse(false),
                fitted.batcher(stage.network(), config.data()),
                inputs.frozenText(interrupted),
                config.data().metrics(),
                checkpoints,
                told,
                interrupted));
    if (before.isEmpty()) {
      begin(graph, inherited);
      trainer.begin();
    } else if (!before.get().complete()) {
      trainer.resume(before.get());
    }
  }

  /** What earlier stages made of their encoders. */
  private static void begin(TrainGraph graph, Map<String, CheckpointFolder> inherited) {
    inherited.forEach(
        (prefix, checkpoints) -> {
          if (!graph.weights().under(prefix).isEmpty()) {
            graph.restoreWeights(checkpoints.path("best"), prefix);
          }
        });
  }

  private SeedMetrics score(TrainGraph graph) {
    graph
        .featureSimilarity(scorer(), data.test())
        .ifPresent(cosines -> JsonFile.write(folder.similarity(), cosines));
    Predictions valid = score(graph, data.valid());
    Predictions test = score(graph, data.test());
    SeedMetrics metrics =
        new SeedMetrics(
            Scores.metrics(config.data().metrics(), valid),
            Scores.metrics(config.data().metrics(), test));
    JsonFile.write(folder.metrics(), metrics);
    return metrics;
  }

  private Predictions score(TrainGraph graph, Split split) {
    Predictions predictions = Scores.predictions(split, scorer().score(split, graph::answer));
    PredictionsCsv.write(folder.predictions(split.name()), predictions);
    return predictions;
  }

  private SplitScorer scorer() {
    Batcher batcher = fitted.batcher(config.model(), config.data());
    return new SplitScorer(batcher.inputs(), SplitScorer.BATCH_SIZE);
  }
}
