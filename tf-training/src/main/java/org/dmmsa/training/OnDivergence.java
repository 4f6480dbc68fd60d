package org.dmmsa.training;

import java.util.Optional;
import org.dmmsa.model.ConfigCheck;

/**
 * What a stage does when a loss or a score is not a finite number any more.
 *
 * @param name stop, or rewind: go back to the last checkpoint, which is that of the epoch before
 *     unless the training was stopped inside of one, and go on from there with half the rates
 * @param times how often a stage may rewind; 3 where it is left out
 */
public record OnDivergence(Name name, Optional<Integer> times) {
  private static final int TIMES = 3;

  /** Stop where nothing else is said. */
  static final OnDivergence STOP = new OnDivergence(Name.STOP, Optional.empty());

  /** What is done. */
  public enum Name {
    STOP,
    REWIND
  }

  public OnDivergence {
    ConfigCheck.require(
        name == Name.REWIND || times.isEmpty(),
        "times",
        times.orElse(0),
        "none beside the name stop");
    ConfigCheck.require(times.orElse(1) >= 1, "times", times.orElse(1), "at least 1");
  }

  /** Whether a training that has gone back so often may do so again. */
  boolean mayRewind(int before) {
    return name == Name.REWIND && before < times.orElse(TIMES);
  }
}
