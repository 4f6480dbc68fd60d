package org.dmmsa.lab.campaign;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one fault did to one command.
 *
 * @param command its name
 * @param number of the trial, from 1
 * @param kind of the fault, in words
 * @param planned which operation was to go wrong, in words
 * @param hit which did; none if it did not come so far, and of a file limit
 * @param outcome how the command ended
 * @param seconds that it took
 * @param message what it said to the user, if it could not go on
 * @param folder of the run and of what the processes said; only there if something is wrong
 * @param problems what is wrong, a line each; none if all is as it has to be
 */
public record FaultTrial(
    String command,
    int number,
    String kind,
    String planned,
    Optional<String> hit,
    Outcome outcome,
    double seconds,
    String message,
    Path folder,
    List<String> problems) {
  public FaultTrial {
    problems = List.copyOf(problems);
  }

  /** How a command ends that has a fault. */
  public enum Outcome {
    /** The process ended before the operation. */
    NOT_REACHED,
    /** The command did what it was asked for. */
    HARMLESS,
    /** It said in one line what was wrong. */
    REFUSED,
    /** The fault was its end. */
    KILLED,
    /** Anything else. */
    FAILED
  }

  /** Whether it ended as it has to, and lost nothing. */
  public boolean survived() {
    return problems.isEmpty();
  }
}
