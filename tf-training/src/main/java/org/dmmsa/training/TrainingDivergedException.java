package org.dmmsa.training;

import org.dmmsa.model.InvalidInputException;

/** A loss or a score is not a number any more: the settings do not suit the data. */
public final class TrainingDivergedException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  private final String found;

  private TrainingDivergedException(String found) {
    super(
        found
            + "; a lower learning rate, clip or on_divergence may help, the last checkpoint is"
            + " kept");
    this.found = found;
  }

  static TrainingDivergedException ofLoss(StepPlace place, String term, double loss) {
    return new TrainingDivergedException(
        "%s: found loss %s of term %s, expected a finite number; rows %s"
            .formatted(place, loss, term, place.ids()));
  }

  /** After an epoch whose losses were all finite: its last update was too large. */
  static TrainingDivergedException ofScore(
      String stage, int epoch, String split, String id, float score) {
    return new TrainingDivergedException(
        "%s stage, epoch %d: found score %s of row %s in split %s, expected a finite number"
            .formatted(stage, epoch, score, id, split));
  }

  /** The message without advice. */
  public String found() {
    return found;
  }
}
