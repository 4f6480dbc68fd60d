package org.dmmsa.lab.campaign;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmmsa.lab.campaign.FaultTrial.Outcome;

/**
 * How faults of one kind went.
 *
 * @param kind in words
 * @param trials in which it came, or could not be told not to have
 * @param harmless of them
 * @param refused of them
 * @param killed of them
 * @param same of them, those that came to the same results in the end
 * @param notReached trials in which it did not come
 * @param slowestSeconds the longest that a command took that had one
 */
public record FaultFigures(
    String kind,
    int trials,
    int harmless,
    int refused,
    int killed,
    int same,
    int notReached,
    double slowestSeconds) {

  /** Of each kind, in the order in which they came first. */
  static List<FaultFigures> of(List<FaultTrial> trials) {
    Map<String, List<FaultTrial>> byKind =
        trials.stream()
            .collect(
                Collectors.groupingBy(FaultTrial::kind, LinkedHashMap::new, Collectors.toList()));
    return byKind.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue())).toList();
  }

  private static FaultFigures of(String kind, List<FaultTrial> trials) {
    int notReached = count(trials, Outcome.NOT_REACHED);
    return new FaultFigures(
        kind,
        trials.size() - notReached,
        count(trials, Outcome.HARMLESS),
        count(trials, Outcome.REFUSED),
        count(trials, Outcome.KILLED),
        (int)
            trials.stream()
                .filter(trial -> trial.outcome() != Outcome.NOT_REACHED && trial.survived())
                .count(),
        notReached,
        trials.stream().map(FaultTrial::seconds).max(Comparator.naturalOrder()).orElse(0.0));
  }

  private static int count(List<FaultTrial> trials, Outcome outcome) {
    return (int) trials.stream().filter(trial -> trial.outcome() == outcome).count();
  }
}
