package org.dmmsa.lab.campaign;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.training.run.Provenance;

/**
 * All that was found.
 *
 * @param date in UTC
 * @param commit of this project, where it is known
 * @param machine where
 * @param seed that faults were drawn from
 * @param trials of all commands
 * @param commands how many trials each had
 * @param kinds figures of each kind of fault
 * @param findings trials in which something was wrong
 */
public record FaultReport(
    String date,
    Optional<String> commit,
    Host machine,
    long seed,
    int trials,
    Map<String, Integer> commands,
    List<FaultFigures> kinds,
    List<FaultTrial> findings) {

  static FaultReport of(long seed, List<FaultTrial> trials) {
    return new FaultReport(
        LocalDate.now(ZoneOffset.UTC).toString(),
        Provenance.commitOfThis(),
        Host.look(1),
        seed,
        trials.size(),
        trials.stream()
            .collect(
                Collectors.groupingBy(
                    FaultTrial::command, TreeMap::new, Collectors.summingInt(trial -> 1))),
        FaultFigures.of(trials),
        trials.stream().filter(trial -> !trial.survived()).toList());
  }
}
