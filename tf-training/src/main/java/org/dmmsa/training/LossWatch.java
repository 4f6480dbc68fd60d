package org.dmmsa.training;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dmmsa.training.weighting.LossHistory;

/** Looks at the losses of an epoch's steps: no number ends it, a spike is told once for a term. */
final class LossWatch {
  /** How many times the usual loss a spike is. */
  private static final double FACTOR = 10;

  /** Steps of the first epoch after which the loss has a usual size. */
  private static final int STEPS_TO_KNOW = 10;

  private final Consumer<LossSpike> told;
  private final Set<String> spiked = new HashSet<>();

  LossWatch(Consumer<LossSpike> told) {
    this.told = told;
  }

  /**
   * Looks at a step.
   *
   * @param before the training before it
   * @param place of the step, asked where there is something to tell
   * @throws TrainingDivergedException if a loss is not finite
   */
  void check(Map<String, Double> losses, TrainingState before, Supplier<StepPlace> place) {
    losses.forEach(
        (term, loss) -> {
          if (!Double.isFinite(loss)) {
            throw TrainingDivergedException.ofLoss(place.get(), term, loss);
          }
          double usual = usual(term, before);
          if (loss > FACTOR * usual && spiked.add(term)) {
            told.accept(new LossSpike(place.get(), term, loss, usual));
          }
        });
  }

  /** The usual loss of a term, infinite as long as it is not known. */
  private static double usual(String term, TrainingState before) {
    LossHistory history = before.history();
    if (history.size() > 0) {
      return history.loss(history.size(), term);
    }
    return before.step() < STEPS_TO_KNOW ? Double.POSITIVE_INFINITY : before.means().get(term);
  }
}
