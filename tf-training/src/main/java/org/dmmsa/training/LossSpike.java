package org.dmmsa.training;

import java.util.Locale;

/**
 * A step in which a loss term was more than ten times what it had been. The training goes on: it is
 * told so that the rows can be looked at.
 *
 * @param place of the step
 * @param term of the loss
 * @param loss of the step's batch
 * @param usual its mean over the epoch before, or over the steps so far in the first epoch
 */
public record LossSpike(StepPlace place, String term, double loss, double usual) {
  /** A line for a log. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s: loss %s is %.3g, usually %.3g; rows %s",
        place,
        term,
        loss,
        usual,
        place.ids());
  }
}
