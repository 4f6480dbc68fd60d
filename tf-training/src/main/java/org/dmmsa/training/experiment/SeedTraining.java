package org.dmmsa.training.experiment;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.bert.BertWeights;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StageTrainer;
import org.dmmsa.training.StateFile;
import org.dmmsa.training.StepGraph;
import org.dmmsa.training.TrainingListener;
import org.dmmsa.training.TrainingState;
import org.dmmsa.training.batch.BatchAssembler;
import org.dmmsa.training.batch.SplitScorer;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.experiment.RunFolder.SeedFolder;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.Predictions;
import org.dmmsa.training.report.PredictionsCsv;
import org.dmmsa.training.report.SeedMetrics;
import org.tensorflow.op.Ops;

/**
 * All stages of a recipe for one seed, one after the other, each in a graph of its own; then the
 * predictions of the best weights.
 */
final class SeedTraining {
  private final ExperimentConfig config;
  private final Recipe recipe;
  private final Dataset data;
  private final BertSavedModel bert;
  private final BatchAssembler assembler;
  private final long seed;
  private final SeedFolder folder;
  private final List<TrainingListener> listeners;
  private final BooleanSupplier interrupted;

  SeedTraining(
      ExperimentInputs inputs,
      long seed,
      SeedFolder folder,
      List<TrainingListener> listeners,
      BooleanSupplier interrupted) {
    config = inputs.config();
    recipe = inputs.recipe();
    data = inputs.data();
    bert = inputs.bert();
    assembler = inputs.assembler();
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
    int epochsDone = epochsDone(recipe.stages());
    try (TensorBoardLog board = new TensorBoardLog(folder.tensorboard(), epochsDone)) {
      List<TrainingListener> told = new ArrayList<>(listeners);
      told.add(new EpochLog(folder.epochs(), epochsDone));
      told.add(board);
      return run(recipe.stages(), told);
    }
  }

  private SeedMetrics run(List<PlannedStage> stages, List<TrainingListener> told) {
    Map<String, CheckpointFolder> inherited = new LinkedHashMap<>();
    for (PlannedStage planned : stages.subList(0, stages.size() - 1)) {
      CheckpointFolder checkpoints = folder.checkpoints(planned.stage().name());
      if (!state(checkpoints).map(TrainingState::complete).orElse(false)) {
        try (StepGraph graph = graph(planned.stage())) {
          train(graph, planned.stage(), checkpoints, inherited, told);
        }
      }
      inherited.put(planned.handsOn(), checkpoints);
    }
    Stage last = stages.get(stages.size() - 1).stage();
    try (StepGraph graph = graph(last)) {
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
    return checkpoints.state("last").map(StateFile::read);
  }

  private StepGraph graph(Stage stage) {
    Sessions sessions = config.runtime().sessions();
    return new StepGraph(
        new StepGraph.Plan(
            stage.network(),
            data.audioFeatures(),
            data.visionFeatures(),
            stage.phases(),
            stage.optimizer(),
            config.optimizer().clip(),
            stage.config().microBatch() > 0,
            seed,
            sessions));
  }

  private void train(
      StepGraph graph,
      Stage stage,
      CheckpointFolder checkpoints,
      Map<String, CheckpointFolder> inherited,
      List<TrainingListener> told) {
    Optional<TrainingState> before = state(checkpoints);
    if (before.isPresent()) {
      graph.restore(checkpoints.path("last"));
    } else {
      begin(graph, inherited);
      checkpoints.write(
          "initial", graph::save, StateFile.write(TrainingState.start(stage.name(), seed)));
    }
    TrainingState start = before.orElse(TrainingState.start(stage.name(), seed));
    if (!start.complete()) {
      new StageTrainer(
              stage,
              graph,
              new StageTrainer.Surroundings(
                  data, assembler, config.data().metrics(), checkpoints, told, interrupted))
          .train(start);
    }
  }

  /** BERT as it came, then what earlier stages made of their encoders. */
  private void begin(StepGraph graph, Map<String, CheckpointFolder> inherited) {
    if (!graph.weights().under("text/bert/").isEmpty()) {
      new BertWeights(Ops.create(graph.graph()), bert, graph.weights(), "text/bert")
          .restore(graph.session());
    }
    inherited.forEach(
        (prefix, checkpoints) -> {
          if (!graph.weights().under(prefix).isEmpty()) {
            graph.restoreWeights(checkpoints.path("best"), prefix);
          }
        });
  }

  private SeedMetrics score(StepGraph graph) {
    Predictions valid = score(graph, data.valid());
    Predictions test = score(graph, data.test());
    SeedMetrics metrics =
        new SeedMetrics(
            Scores.metrics(config.data().metrics(), valid),
            Scores.metrics(config.data().metrics(), test));
    JsonFile.write(folder.metrics(), metrics);
    return metrics;
  }

  private Predictions score(StepGraph graph, Split split) {
    SplitScorer scorer = new SplitScorer(assembler, SplitScorer.BATCH_SIZE);
    Predictions predictions = Scores.predictions(split, scorer.score(split, graph::answer));
    PredictionsCsv.write(folder.predictions(split.name()), predictions);
    return predictions;
  }
}
