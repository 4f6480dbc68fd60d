package org.dmmsa.training;

import java.util.OptionalDouble;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;

/**
 * Which epoch of a stage is its best one, and when it is in vain to go on.
 *
 * @param by what is measured on the validation split
 * @param minDelta how much better an epoch must be than the best before
 * @param after epochs before a checkpoint may become the best one
 * @param patience epochs without a better one before the stage stops; 0 for never
 */
public record Selection(Metric by, double minDelta, int after, int patience) {
  public Selection {
    ConfigCheck.require(minDelta >= 0, "min_delta", minDelta, "a number from 0 up");
    ConfigCheck.require(after >= 0, "after", after, "an epoch count from 0 up");
    ConfigCheck.require(patience >= 0, "patience", patience, "an epoch count from 0 up");
  }

  /** The figure of an epoch; NaN where the metric is undefined. */
  public double of(Metrics valid) {
    OptionalDouble value = valid.get(by);
    return value.orElse(Double.NaN);
  }

  /** A figure on a scale on which lower is better. */
  double cost(double figure) {
    return by.higherIsBetter() ? -figure : figure;
  }

  /**
   * Whether an epoch is the best yet. The first that may be is, even if its figure is undefined, so
   * that there always is a best one.
   */
  boolean isBest(double figure, TrainingState before) {
    if (before.epoch() < after) {
      return false;
    }
    if (before.best() == null) {
      return true;
    }
    double best = before.best();
    return by.improves(by.higherIsBetter() ? figure - minDelta : figure + minDelta, best);
  }

  /** Whether the stage has waited long enough for a better epoch. */
  boolean isOver(TrainingState state) {
    return patience > 0 && state.bestEpoch() > 0 && state.epoch() - state.bestEpoch() >= patience;
  }
}
