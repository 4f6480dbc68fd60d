package org.dmmsa.lab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.savedmodel.bert.BertWeights;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.tools.bench.RowLengths;
import org.dmmsa.training.StageConfig;
import org.dmmsa.training.StepInput;
import org.dmmsa.training.TrainGraph;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.batch.Labels;
import org.dmmsa.training.batch.Prefetch;
import org.dmmsa.training.metric.PolarityScheme;
import org.dmmsa.training.optimizer.Adam;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.dmmsa.training.run.RunConfig;
import org.dmmsa.training.weighting.FixedWeights;
import org.dmmsa.training.weighting.LossWeighting;
import org.tensorflow.op.Ops;

/** A network with made-up rows, trained as a run trains it: by {@link TrainGraph}. */
final class TrainingTask implements AutoCloseable {
  /** So small that numbers stay tame however often a step is repeated. */
  private static final double RATE = 1e-6;

  private static final String BERT = "text/bert";

  private final TrainGraph graph;
  private final MadeUpClips clips;
  private final Batcher batcher;
  private long steps;

  /** Rows of some lengths for a network: cut to what it reads. */
  static MadeUpClips rows(ModelConfig network, InputDims dims, RowLengths lengths, int tokens) {
    return MadeUpClips.of(
        network.inputs(), expected(dims, tokens), lengths, new SplittableRandom(Setup.SEED));
  }

  private static ExpectedData expected(InputDims dims, int tokens) {
    return new ExpectedData(
        byKey(dims), tokens, 0, dims.bert().map(BertSizes::vocabulary).orElse(0), Optional.empty());
  }

  /** Reads rows for a network. */
  static InputBatcher inputs(ModelConfig network, InputDims dims) {
    return new InputBatcher(
        network.inputs(),
        dims.bert().map(BertSizes::vocabulary).orElse(0),
        dims.bert().map(BertSizes::positions).orElse(0));
  }

  /** The sizes of inputs as exports have them. */
  static Map<String, FrameDims> byKey(InputDims dims) {
    Map<String, FrameDims> frames = new LinkedHashMap<>();
    dims.frames().forEach((input, size) -> frames.put(input.key(), size));
    return frames;
  }

  /**
   * Builds the graph of a config's last stage, with the weights of the BERT that was given.
   *
   * @param clips what it is trained on
   */
  TrainingTask(RunConfig config, InputDims dims, MadeUpClips clips, Setup setup) {
    this.clips = clips;
    LossWeighting weighting = config.weighting().orElse(FixedWeights.NONE);
    List<PlannedStage> stages = config.recipe().stages(config.model(), weighting);
    StageConfig stage = stages.get(stages.size() - 1).stage().config();
    graph =
        new TrainGraph(
            new TrainGraph.Plan(
                config.model(),
                dims,
                weighting,
                stage.groups(),
                config.optimizer(),
                config.clip(),
                stage.averageDecay(),
                false,
                Setup.SEED,
                setup.sessions(),
                Optional.empty()));
    if (setup.bert().isPresent() && !graph.weights().under(BERT + "/").isEmpty()) {
      new BertWeights(Ops.create(graph.graph()), setup.bert().get(), graph.weights(), BERT)
          .restore(graph.session());
    }
    batcher = new Batcher(inputs(config.model(), dims), new Labels(PolarityScheme.SIGN, false));
  }

  MadeUpClips clips() {
    return clips;
  }

  /** Roughly what a row costs, for batches of like rows. */
  IntToDoubleFunction cost() {
    return batcher.inputs().cost(clips);
  }

  /** Inputs and targets of some rows; the taker closes it. */
  Batch batch(List<Integer> rows) {
    return batcher.batch(clips, rows, graph.targetNames());
  }

  /** All rows as one batch. */
  Batch batch() {
    return batch(IntStream.range(0, clips.size()).boxed().toList());
  }

  /** One update. */
  void step(Batch batch) {
    Map<String, Adam.Step> updates = new LinkedHashMap<>();
    for (String group : graph.groups().names()) {
      updates.put(group, graph.optimizer().step(group, RATE, steps));
    }
    graph.step(0, List.of(batch), new StepInput(Map.of(), steps, steps, updates));
    steps++;
  }

  /** An update for each batch, which are made beside them as in a run. */
  void steps(List<List<Integer>> plan) {
    try (Prefetch<Batch> batches = new Prefetch<>(plan, this::batch)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          step(batch);
        }
      }
    }
  }

  /** Scores a batch. */
  void answer(Batch batch) {
    graph.answer(batch.inputs());
  }

  @Override
  public void close() {
    graph.close();
  }
}
