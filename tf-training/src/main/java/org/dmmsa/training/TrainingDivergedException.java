package org.dmmsa.training;

import org.dmmsa.model.InvalidInputException;

/** A loss is not a number any more: the settings do not suit the data. */
public final class TrainingDivergedException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  public TrainingDivergedException(String stage, int epoch, int step, String term, double loss) {
    super(
        String.format(
            "%s stage, epoch %d, step %d: found loss %s of term %s, expected a finite number;"
                + " a lower learning rate or a clip_norm may help, the last checkpoint is kept",
            stage, epoch, step, loss, term));
  }
}
