package org.dmmsa.lab.clients;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.tools.bench.Soak;
import org.dmmsa.training.run.Provenance;

/**
 * All that was found.
 *
 * @param date in UTC
 * @param commit of this project, where it is known
 * @param machine where
 * @param model which
 * @param threads that asked side by side
 * @param growthMib what resident memory may grow by after the first minute
 * @param tolerance what an answer may differ by
 * @param asked how often, and how it went
 * @param soak memory by minute; empty if the campaign ended in the first
 * @param findings none if all was as it should be
 */
public record ServeReport(
    String date,
    Optional<String> commit,
    Host machine,
    String model,
    int threads,
    int growthMib,
    double tolerance,
    Asked asked,
    Optional<Soak> soak,
    List<ServeFinding> findings) {

  /**
   * The requests.
   *
   * @param right for rows
   * @param rows of all those
   * @param wrong by their mistakes
   * @param worstMs milliseconds of the slowest, right or wrong
   * @param worstDifference of an answer from what the same row got alone, where it was no finding
   */
  public record Asked(
      long right, long rows, Map<Mistake, Long> wrong, double worstMs, double worstDifference) {
    public Asked {
      Map<Mistake, Long> sorted = new EnumMap<>(Mistake.class);
      sorted.putAll(wrong);
      wrong = Collections.unmodifiableMap(sorted);
    }

    /** Right and wrong together. */
    public long requests() {
      return right + wrong.values().stream().mapToLong(count -> count).sum();
    }
  }

  static ServeReport of(
      String model,
      int threads,
      int growthMib,
      Asked asked,
      Optional<Soak> soak,
      List<ServeFinding> findings) {
    return new ServeReport(
        LocalDate.now(ZoneOffset.UTC).toString(),
        Provenance.commitOfThis(),
        Host.look(0),
        model,
        threads,
        growthMib,
        KnownAnswers.TOLERANCE,
        asked,
        soak,
        findings);
  }

  /** Whether a request was never answered; its thread still has the model. */
  public boolean hung() {
    return findings.stream().anyMatch(finding -> finding.kind() == ServeFinding.Kind.HANG);
  }
}
