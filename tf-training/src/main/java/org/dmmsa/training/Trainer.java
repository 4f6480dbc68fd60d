package org.dmmsa.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.training.batch.Batch;
import org.dmmsa.training.batch.BatchOrder;
import org.dmmsa.training.batch.BatchParts;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.batch.Prefetch;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.evaluation.SplitScorer;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.optimizer.Adam;
import org.dmmsa.training.optimizer.Schedule;
import org.dmmsa.training.text.FrozenText;

/**
 * Trains one stage: epochs of steps, a validation after each, checkpoints, early stop.
 *
 * <p>A training that goes on from its last checkpoint gives the same numbers as one that was never
 * stopped.
 */
public final class Trainer {
  private final Stage stage;
  private final StageConfig config;
  private final TrainGraph graph;
  private final Split train;
  private final Split valid;
  private final Optional<Split> test;
  private final Batcher batcher;
  private final PhaseData phaseData;
  private final MetricFamily metrics;
  private final CheckpointFolder checkpoints;
  private final List<TrainingListener> listeners;
  private final BooleanSupplier interrupted;
  private final StepHook hook;
  private final int stepsPerEpoch;

  /**
   * What a stage needs around it.
   *
   * @param data all splits
   * @param testEachEpoch whether the test split is measured after each epoch too; only told
   * @param batcher makes batches
   * @param frozenText keeps what layers make of texts in phases where they do not train; computed
   *     anew in each step without it
   * @param metrics how validation is measured
   * @param checkpoints where initial, best and last go
   * @param listeners are told how it goes
   * @param interrupted asked after each step
   */
  public record Surroundings(
      Dataset data,
      boolean testEachEpoch,
      Batcher batcher,
      Optional<FrozenText> frozenText,
      MetricFamily metrics,
      CheckpointFolder checkpoints,
      List<TrainingListener> listeners,
      BooleanSupplier interrupted) {}

  public Trainer(Stage stage, TrainGraph graph, Surroundings around) {
    this.stage = stage;
    this.graph = graph;
    config = stage.config();
    train = around.data().train();
    valid = around.data().valid();
    test = Optional.of(around.data().test()).filter(split -> around.testEachEpoch());
    batcher = around.batcher();
    phaseData = new PhaseData(graph, around.data(), batcher, around.frozenText());
    metrics = around.metrics();
    checkpoints = around.checkpoints();
    listeners = List.copyOf(around.listeners());
    interrupted = around.interrupted();
    hook = stage.hook().over(train, graph.seed());
    stepsPerEpoch = (train.size() - 1) / config.batchSize() + 1;
  }

  /**
   * Trains from the weights that the graph has now; the best are in the checkpoint {@code best}.
   */
  public TrainingState begin() {
    TrainingState start = TrainingState.start(stage.name(), graph.seed());
    graph.startAverages();
    save("initial", start);
    return train(start);
  }

  /** Goes on from the checkpoint {@code last}. */
  public TrainingState resume(TrainingState last) {
    restore(checkpoints.path("last"));
    return train(last);
  }

  private void restore(Path folder) {
    graph.restore(folder);
    hook.restore(folder);
  }

  private TrainingState train(TrainingState from) {
    TrainingState state = from;
    listeners.forEach(
        l -> l.stageStarted(stage.name(), config.epochs(), from.epoch(), stepsPerEpoch));
    try (phaseData) {
      while (state.epoch() < config.epochs() && !config.select().isOver(state)) {
        phaseData.enter(graph.groups().phase(state.epoch() + 1));
        state = epochOrRewind(state);
      }
    }
    TrainingState end = state.completed();
    checkpoints.writeState("last", StateFile.write(end));
    return end;
  }

  private TrainingState epochOrRewind(TrainingState before) {
    try {
      return epoch(before);
    } catch (TrainingDivergedException e) {
      if (!config.onDivergence().orElse(OnDivergence.STOP).mayRewind(before.rewinds())) {
        throw e;
      }
      TrainingState back = rewind(before.rewinds() + 1);
      listeners.forEach(l -> l.rewound(e, back));
      return back;
    }
  }

  /** Goes back to the last checkpoint, and notes there that it did: a resume does the same then. */
  private TrainingState rewind(int times) {
    if (checkpoints.state("last").isEmpty()) {
      checkpoints.copy("initial", "last");
    }
    TrainingState last = StateFile.of(checkpoints, "last").orElseThrow();
    TrainingState back = last.rewound(times);
    restore(checkpoints.path("last"));
    checkpoints.writeState("last", StateFile.write(back));
    return back;
  }

  private TrainingState epoch(TrainingState before) {
    long start = System.nanoTime();
    Map<String, Double> lossWeights =
        stage.weighting().weights(stage.network().weightedTerms(), before.history());
    TrainingState state = steps(before, lossWeights);
    double trained = seconds(start);
    Metrics measured = measure(valid, before.epoch() + 1);
    double figure = config.select().of(measured);
    boolean best = config.select().isBest(figure, before);
    EpochResult result =
        new EpochResult(
            before.epoch() + 1,
            stage.name(),
            state.means(),
            state.weightSums().isEmpty() ? lossWeights : state.weightMeans(),
            rates(state),
            state.rewinds(),
            seconds(start),
            (train.size() - before.batches() * config.batchSize()) / trained,
            measured,
            test.map(split -> measure(split, before.epoch() + 1)),
            best);
    // Told before it is saved: a line too many is dropped on resume, one too few could not be made.
    listeners.forEach(l -> l.epochDone(result));
    TrainingState after = state.afterEpoch(figure, config.select().cost(figure), best);
    if (best) {
      // Before the last one: a crash between the two then repeats the epoch, and finds it again.
      save("best", after);
      checkpoints.copy("best", "last");
      listeners.forEach(l -> l.bestSaved(result));
    } else {
      save("last", after);
    }
    return after;
  }

  /** The steps that are left of an epoch. */
  private TrainingState steps(TrainingState before, Map<String, Double> lossWeights) {
    int epoch = before.epoch() + 1;
    int phase = graph.groups().phase(epoch);
    List<String> groups = graph.groups().active(phase);
    if (before.step() == 0) {
      hook.epochStarts(epoch, this::embeddings);
    }
    List<List<Integer>> plan = plan(epoch);
    TrainingState state = before;
    LossWatch watch = new LossWatch(spike -> listeners.forEach(l -> l.lossSpiked(spike)));
    try (Prefetch<BatchParts> batches =
        new Prefetch<>(plan.subList(before.step(), stepsPerEpoch), this::parts)) {
      while (batches.hasNext()) {
        try (BatchParts batch = batches.next()) {
          StepResult result = stepOrSave(phase, batch, state, input(state, groups, lossWeights));
          TrainingState at = state;
          watch.check(result.losses(), at, () -> place(at, batch));
          double part = (double) plan.get(at.step()).size() / config.batchSize();
          state = state.afterStep(result, part, groups);
        }
        TrainingState now = state;
        listeners.forEach(l -> l.stepDone(stage.name(), epoch, now.step(), now.means()));
        if (interrupted.getAsBoolean()) {
          save("last", state);
          throw new TrainingInterruptedException(
              "stopped in epoch " + epoch + " of stage " + stage.name() + "; --resume goes on");
        }
      }
    }
    return state;
  }

  /** Nothing is lost with a worker: the weights are here, and as they were before the step. */
  private StepResult stepOrSave(
      int phase, BatchParts batch, TrainingState before, StepInput input) {
    try {
      return step(phase, batch.parts(), input);
    } catch (WorkerLostException e) {
      if (before.step() > 0) {
        save("last", before);
      }
      throw e;
    }
  }

  private StepResult step(int phase, List<Batch> parts, StepInput input) {
    parts.forEach(part -> part.add(hook.targets(part.rows())));
    StepResult result = graph.step(phase, parts, input);
    for (int i = 0; i < parts.size(); i++) {
      hook.stepDone(parts.get(i).rows(), result.signals().get(i));
    }
    return result;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private List<List<Integer>> plan(int epoch) {
    return config
        .order()
        .orElse(BatchOrder.BY_LENGTH)
        .epoch(
            train.size(),
            batcher.inputs().cost(train),
            config.batchSize(),
            Seeds.of(graph.seed(), stage.name() + "/order", epoch))
        .batches();
  }

  private BatchParts parts(List<Integer> sampled) {
    return BatchParts.of(
        phaseData.batcher(),
        phaseData.data().train(),
        sampled,
        hook::rows,
        graph.targetNames(),
        config.microBatch());
  }

  private float[][] embeddings() {
    return graph.embeddings(scorer(), phaseData.data().train());
  }

  private SplitScorer scorer() {
    return new SplitScorer(phaseData.batcher().inputs(), SplitScorer.BATCH_SIZE);
  }

  private StepInput input(
      TrainingState state, List<String> groups, Map<String, Double> lossWeights) {
    Map<String, Adam.Step> steps = new LinkedHashMap<>();
    for (String group : graph.groups().names()) {
      boolean active = groups.contains(group);
      steps.put(
          group,
          graph
              .optimizer()
              .step(group, active ? rate(group, state) : 0, active ? state.updates(group) : 0));
    }
    long seed = Seeds.of(graph.seed(), stage.name() + "/dropout", state.totalSteps());
    return new StepInput(lossWeights, state.totalSteps(), seed, steps);
  }

  private double rate(String group, TrainingState state) {
    return rate(group, state, state.totalSteps());
  }

  private double rate(String group, TrainingState state, long step) {
    Schedule.Progress progress =
        new Schedule.Progress(step, stepsPerEpoch, config.epochs(), state.validation());
    return graph.groups().learningRate(group)
        * config.schedule().factor(progress)
        * state.rateFactor();
  }

  /** The rates of the last step. */
  private Map<String, Double> rates(TrainingState state) {
    Map<String, Double> rates = new LinkedHashMap<>();
    int phase = graph.groups().phase(state.epoch() + 1);
    for (String group : graph.groups().active(phase)) {
      rates.put(group, rate(group, state, state.totalSteps() - 1));
    }
    return rates;
  }

  private StepPlace place(TrainingState before, BatchParts batch) {
    List<String> ids =
        batch.parts().stream().flatMap(part -> part.rows().stream()).map(train::id).toList();
    return new StepPlace(stage.name(), before.epoch() + 1, before.step() + 1, ids);
  }

  private Metrics measure(Split split, int epoch) {
    float[] labels = new float[split.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = batcher.labels().of(split, row, stage.label());
    }
    graph.swapAverages();
    Split read = phaseData.data().split(split.name());
    float[] scores = scorer().score(read, graph::answer).sentiment();
    graph.swapAverages();
    for (int row = 0; row < scores.length; row++) {
      if (!Float.isFinite(scores[row])) {
        throw TrainingDivergedException.ofScore(
            stage.name(), epoch, split.name(), split.id(row), scores[row]);
      }
    }
    return metrics.evaluate(labels, scores);
  }

  private void save(String checkpoint, TrainingState state) {
    checkpoints.write(
        checkpoint,
        folder -> {
          graph.save(folder);
          hook.save(folder);
        },
        StateFile.write(state));
  }
}
