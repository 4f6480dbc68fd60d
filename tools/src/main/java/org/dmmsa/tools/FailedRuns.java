package org.dmmsa.tools;

import java.util.List;
import org.dmmsa.training.queue.RunQueue.Failed;

/**
 * Those of many runs that failed.
 *
 * @param failed in the order in which they did
 */
record FailedRuns(List<Failed> failed) {
  /** Whether one of them is a fault of ours. */
  boolean ours() {
    return failed.stream().anyMatch(each -> Failure.of(each.why()).ours());
  }

  /**
   * Names them on stderr.
   *
   * @param of how many runs
   * @return the exit code
   */
  int end(int of, Console console) {
    if (failed.isEmpty()) {
      return ExitCode.DONE;
    }
    failed.forEach(
        each ->
            console.err().println("failed  " + each.run().name() + ": " + each.why().getMessage()));
    console
        .err()
        .printf(
            "dmmsa: found %d of %d runs failed, expected none; the same command tries them again%n",
            failed.size(), of);
    return ours() ? ExitCode.FAULT : ExitCode.REFUSED;
  }
}
