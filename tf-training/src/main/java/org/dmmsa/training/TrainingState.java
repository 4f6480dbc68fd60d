package org.dmmsa.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.training.weighting.LossHistory;

/**
 * Where a training is: all that a checkpoint keeps beside the weights and what the method itself
 * remembers. Batches and dropout are functions of the seed and of this place, so nothing else is
 * needed to go on exactly.
 *
 * @param stage its name
 * @param seed of the whole training
 * @param epoch finished epochs
 * @param step finished steps of the epoch under way
 * @param totalSteps steps of all epochs so far
 * @param batches how many whole batches the rows of these steps are; a smaller batch is a part of
 *     one
 * @param sums of each loss term over the steps of the epoch under way, each times its part of a
 *     batch
 * @param weightSums of the weight of each term that is weighed step by step, over the same steps
 * @param updates of each parameter group so far
 * @param history mean losses of the finished epochs
 * @param validation what epochs are chosen by, of each finished one, lower is better
 * @param best the figure of the best epoch yet; null before the first
 * @param bestEpoch its number; 0 before the first
 * @param rewinds how often the training diverged and went back; each halves the rates
 * @param complete whether the stage is over
 */
public record TrainingState(
    String stage,
    long seed,
    int epoch,
    int step,
    long totalSteps,
    Double batches,
    Map<String, Double> sums,
    Map<String, Double> weightSums,
    Map<String, Long> updates,
    LossHistory history,
    List<Double> validation,
    Double best,
    int bestEpoch,
    int rewinds,
    boolean complete) {
  public TrainingState {
    batches = batches == null ? Double.valueOf(step) : batches; // null in older checkpoints
    sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
    weightSums = // null in checkpoints that were written before steps had weights of their own
        weightSums == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(weightSums));
    updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
    validation = List.copyOf(validation);
  }

  /** Before the first step. */
  public static TrainingState start(String stage, long seed) {
    return new TrainingState(
        stage,
        seed,
        0,
        0,
        0,
        0.0,
        Map.of(),
        Map.of(),
        Map.of(),
        LossHistory.empty(),
        List.of(),
        null,
        0,
        0,
        false);
  }

  /** How often a parameter group was updated. */
  public long updates(String group) {
    return updates.getOrDefault(group, 0L);
  }

  /**
   * After a step that updated these groups.
   *
   * @param part rows of the step, as a part of a whole batch, in (0, 1]
   */
  public TrainingState afterStep(StepResult result, double part, Iterable<String> groups) {
    Map<String, Long> counted = new LinkedHashMap<>(updates);
    groups.forEach(group -> counted.merge(group, 1L, Long::sum));
    return new TrainingState(
        stage,
        seed,
        epoch,
        step + 1,
        totalSteps + 1,
        batches + part,
        added(sums, part, result.losses()),
        added(weightSums, part, result.weights()),
        counted,
        history,
        validation,
        best,
        bestEpoch,
        rewinds,
        complete);
  }

  private static Map<String, Double> added(
      Map<String, Double> sums, double part, Map<String, Double> values) {
    Map<String, Double> added = new LinkedHashMap<>(sums);
    values.forEach((term, value) -> added.merge(term, part * value, Double::sum));
    return added;
  }

  /** The mean of each loss term over the rows of the steps of the epoch under way. */
  public Map<String, Double> means() {
    return means(sums);
  }

  /** The mean weight of each term that is weighed step by step, over the same rows. */
  public Map<String, Double> weightMeans() {
    return means(weightSums);
  }

  private Map<String, Double> means(Map<String, Double> ofSums) {
    Map<String, Double> means = new LinkedHashMap<>();
    ofSums.forEach((term, sum) -> means.put(term, sum / batches));
    return means;
  }

  /**
   * After an epoch.
   *
   * @param figure what it is measured by
   * @param cost the same, lower is better
   * @param isBest whether it is the best yet
   */
  public TrainingState afterEpoch(double figure, double cost, boolean isBest) {
    List<Double> costs = new ArrayList<>(validation);
    costs.add(cost);
    return new TrainingState(
        stage,
        seed,
        epoch + 1,
        0,
        totalSteps,
        0.0,
        Map.of(),
        Map.of(),
        updates,
        history.with(means()),
        costs,
        isBest ? Double.valueOf(figure) : best,
        isBest ? epoch + 1 : bestEpoch,
        rewinds,
        complete);
  }

  /** After the last epoch. */
  public TrainingState completed() {
    return with(rewinds, true);
  }

  /** The same place, after a training that went on from it diverged. */
  TrainingState rewound(int times) {
    return with(times, complete);
  }

  private TrainingState with(int times, boolean over) {
    return new TrainingState(
        stage,
        seed,
        epoch,
        step,
        totalSteps,
        batches,
        sums,
        weightSums,
        updates,
        history,
        validation,
        best,
        bestEpoch,
        times,
        over);
  }

  /** What the rates are multiplied with. */
  public double rateFactor() {
    return Math.pow(0.5, rewinds);
  }
}
