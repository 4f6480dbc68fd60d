package org.dmmsa.training;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dmmsa.training.weighting.LossHistory;

/**
 * Where a training is: all that a checkpoint keeps beside the weights. Batches and dropout are
 * functions of the seed and of this place, so nothing else is needed to go on exactly.
 *
 * @param stage its name
 * @param seed of the whole training
 * @param epoch finished epochs
 * @param step finished steps of the epoch under way
 * @param sums of each loss term over those steps
 * @param updates of each weight group so far
 * @param history mean losses of the finished epochs
 * @param bestMae the lowest validation MAE yet; infinite before the first
 * @param bestEpoch its epoch; 0 before the first
 * @param complete whether the stage is over
 */
public record TrainingState(
    String stage,
    long seed,
    int epoch,
    int step,
    Map<String, Double> sums,
    Map<WeightGroup, Long> updates,
    LossHistory history,
    Double bestMae,
    int bestEpoch,
    boolean complete) {

  /** Before the first step. */
  public static TrainingState start(String stage, long seed) {
    Map<WeightGroup, Long> updates = new EnumMap<>(WeightGroup.class);
    for (WeightGroup group : WeightGroup.values()) {
      updates.put(group, 0L);
    }
    return new TrainingState(
        stage, seed, 0, 0, Map.of(), updates, LossHistory.empty(), null, 0, false);
  }

  /** Steps of all epochs so far. */
  public long totalSteps() {
    return updates.get(WeightGroup.REST);
  }

  /** After a step that updated these groups. */
  public TrainingState afterStep(Map<String, Double> losses, Iterable<WeightGroup> groups) {
    Map<String, Double> added = new LinkedHashMap<>(sums);
    losses.forEach((term, loss) -> added.merge(term, loss, Double::sum));
    Map<WeightGroup, Long> counted = new EnumMap<>(updates);
    groups.forEach(group -> counted.merge(group, 1L, Long::sum));
    return new TrainingState(
        stage, seed, epoch, step + 1, added, counted, history, bestMae, bestEpoch, complete);
  }

  /** The mean of each loss term over the steps of the epoch under way. */
  public Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((term, sum) -> means.put(term, sum / step));
    return means;
  }

  /** After an epoch. */
  public TrainingState afterEpoch(double mae, boolean best) {
    return new TrainingState(
        stage,
        seed,
        epoch + 1,
        0,
        Map.of(),
        updates,
        history.with(means()),
        best ? Double.valueOf(mae) : bestMae,
        best ? epoch + 1 : bestEpoch,
        complete);
  }

  /** After the last epoch. */
  public TrainingState completed() {
    return new TrainingState(
        stage, seed, epoch, step, sums, updates, history, bestMae, bestEpoch, true);
  }

  /** Whether an MAE is lower than all before. */
  public boolean improvedBy(double mae) {
    return bestMae == null || mae < bestMae;
  }
}
