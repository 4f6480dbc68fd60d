package org.dmmsa.lab.campaign;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder whose process was killed some times and then let finish.
 *
 * @param command its name
 * @param number of the round, from 1
 * @param folder of the run and of what the processes said; only there if something was lost
 * @param kills in their order
 * @param lastSeconds what the start took that was let finish
 * @param problems what was lost, a line each; none if all is as without a kill
 */
public record Round(
    String command,
    int number,
    Path folder,
    List<Kill> kills,
    double lastSeconds,
    List<String> problems) {
  public Round {
    kills = List.copyOf(kills);
    problems = List.copyOf(problems);
  }

  /** Whether nothing was lost. */
  public boolean survived() {
    return problems.isEmpty();
  }
}
