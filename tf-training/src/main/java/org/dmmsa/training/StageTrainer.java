package org.dmmsa.training;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.training.batch.BatchAssembler;
import org.dmmsa.training.batch.BatchParts;
import org.dmmsa.training.batch.Prefetch;
import org.dmmsa.training.batch.SplitScorer;
import org.dmmsa.training.data.BatchPlan;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.dmmsa.training.optimizer.AdamW;
import org.dmmsa.training.optimizer.Schedule;

/**
 * Trains one stage: epochs of steps, a validation after each, checkpoints, early stop.
 *
 * <p>A training that goes on from its last checkpoint gives the same numbers as one that was never
 * stopped.
 */
public final class StageTrainer {
  private final Stage stage;
  private final StepGraph graph;
  private final Dataset data;
  private final Split train;
  private final BatchAssembler assembler;
  private final MetricFamily metrics;
  private final CheckpointFolder checkpoints;
  private final List<TrainingListener> listeners;
  private final BooleanSupplier interrupted;
  private final int stepsPerEpoch;
  private final Schedule schedule;

  /**
   * What a stage needs around it.
   *
   * @param data train and valid splits
   * @param assembler makes batches
   * @param metrics how validation is measured
   * @param checkpoints where initial, best and last go
   * @param listeners are told how it goes
   * @param interrupted asked after each step
   */
  public record Surroundings(
      Dataset data,
      BatchAssembler assembler,
      MetricFamily metrics,
      CheckpointFolder checkpoints,
      List<TrainingListener> listeners,
      BooleanSupplier interrupted) {}

  public StageTrainer(Stage stage, StepGraph graph, Surroundings around) {
    this.stage = stage;
    this.graph = graph;
    data = around.data();
    train = data.train();
    assembler = around.assembler();
    metrics = around.metrics();
    checkpoints = around.checkpoints();
    listeners = List.copyOf(around.listeners());
    interrupted = around.interrupted();
    StageConfig config = stage.config();
    stepsPerEpoch = (train.size() + config.batchSize() - 1) / config.batchSize();
    schedule =
        Schedule.warmUpThenLinear(
            config.warmupEpochs() * stepsPerEpoch, (double) config.epochs() * stepsPerEpoch);
  }

  /**
   * Trains from the start, or goes on.
   *
   * @return the state at the end; the best weights are in the checkpoint {@code best}
   */
  public TrainingState train(TrainingState from) {
    StageConfig config = stage.config();
    TrainingState state = from;
    listeners.forEach(
        l -> l.stageStarted(stage.name(), config.epochs(), from.epoch(), stepsPerEpoch));
    while (state.epoch() < config.epochs() && !patienceIsOver(state)) {
      state = epoch(state);
    }
    TrainingState end = state.completed();
    checkpoints.writeState("last", StateFile.write(end));
    return end;
  }

  private boolean patienceIsOver(TrainingState state) {
    int patience = stage.config().patience();
    return patience > 0 && state.bestEpoch() > 0 && state.epoch() - state.bestEpoch() >= patience;
  }

  private TrainingState epoch(TrainingState before) {
    long start = System.nanoTime();
    List<WeightGroup> groups = groups(stage.phase(before.epoch() + 1));
    Map<String, Double> lossWeights = stage.weighting().weights(before.history());
    TrainingState state = steps(before, groups, lossWeights);
    double trained = seconds(start);
    Metrics valid = validate();
    double mae = valid.get(Metric.MAE).orElseThrow();
    boolean best = before.epoch() >= stage.config().keepAfter() && before.improvedBy(mae);
    EpochResult result =
        new EpochResult(
            before.epoch() + 1,
            stage.name(),
            state.means(),
            lossWeights,
            rates(state, groups),
            seconds(start),
            (train.size() - (double) before.step() * stage.config().batchSize()) / trained,
            valid,
            best);
    // Told before it is saved: a line too many is dropped on resume, one too few could not be made.
    listeners.forEach(l -> l.epochDone(result));
    TrainingState after = state.afterEpoch(mae, best);
    if (best) {
      // Before the last one: a crash between the two then repeats the epoch, and finds it again.
      checkpoints.write("best", graph::save, StateFile.write(after));
      checkpoints.copy("best", "last");
    } else {
      save(after);
    }
    return after;
  }

  /** The steps that are left of an epoch. */
  private TrainingState steps(
      TrainingState before, List<WeightGroup> groups, Map<String, Double> lossWeights) {
    int epoch = before.epoch() + 1;
    List<List<Integer>> left = plan(epoch).subList(before.step(), stepsPerEpoch);
    TrainingState state = before;
    try (Prefetch<BatchParts> batches = new Prefetch<>(left, this::parts)) {
      while (batches.hasNext()) {
        try (BatchParts batch = batches.next()) {
          float[] losses =
              graph.step(stage.phase(epoch), batch.parts(), input(state, groups, lossWeights));
          state = state.afterStep(named(losses, epoch, state.step() + 1), groups);
        }
        TrainingState now = state;
        listeners.forEach(l -> l.stepDone(stage.name(), epoch, now.step(), now.means()));
        if (interrupted.getAsBoolean()) {
          save(state);
          throw new TrainingInterruptedException(
              "stopped in epoch " + epoch + " of stage " + stage.name() + "; --resume goes on");
        }
      }
    }
    return state;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private List<List<Integer>> plan(int epoch) {
    return BatchPlan.shuffled(
            train.size(),
            assembler.cost(train),
            stage.config().batchSize(),
            Seeds.of(graph.seed(), stage.name() + "/order", epoch))
        .batches();
  }

  private BatchParts parts(List<Integer> rows) {
    return BatchParts.of(assembler, train, rows, stage.config().microBatch());
  }

  private List<WeightGroup> groups(int phase) {
    return stage.phases().get(phase).of(graph.weights().all()).stream()
        .map(WeightGroup::of)
        .distinct()
        .sorted()
        .toList();
  }

  private StepInput input(
      TrainingState state, List<WeightGroup> groups, Map<String, Double> lossWeights) {
    Map<WeightGroup, AdamW.Step> steps = new EnumMap<>(WeightGroup.class);
    for (WeightGroup group : groups) {
      steps.put(
          group,
          graph.optimizer().step(rate(group, state.totalSteps()), state.updates().get(group)));
    }
    long seed = Seeds.of(graph.seed(), stage.name() + "/dropout", state.totalSteps());
    return new StepInput(lossWeights, seed, steps);
  }

  private double rate(WeightGroup group, long step) {
    double base =
        switch (group) {
          case BERT -> stage.config().bert().orElseThrow().learningRate();
          case REST -> stage.config().learningRate();
        };
    return base * schedule.factor(step);
  }

  private Map<String, Double> rates(TrainingState state, List<WeightGroup> groups) {
    Map<String, Double> rates = new LinkedHashMap<>();
    groups.forEach(group -> rates.put(group.key(), rate(group, state.totalSteps() - 1)));
    return rates;
  }

  private Map<String, Double> named(float[] losses, int epoch, int step) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < losses.length; i++) {
      String term = graph.lossNames().get(i);
      if (!Float.isFinite(losses[i])) {
        throw new TrainingDivergedException(stage.name(), epoch, step, term, losses[i]);
      }
      named.put(term, (double) losses[i]);
    }
    return named;
  }

  private Metrics validate() {
    Split valid = data.valid();
    List<Float> scores =
        new SplitScorer(assembler, SplitScorer.BATCH_SIZE).score(valid, graph::answer).sentiment();
    float[] labels = new float[valid.size()];
    float[] predictions = new float[valid.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = stage.label().of(valid, row);
      predictions[row] = scores.get(row);
    }
    return metrics.evaluate(labels, predictions);
  }

  private void save(TrainingState state) {
    checkpoints.write("last", graph::save, StateFile.write(state));
  }
}
