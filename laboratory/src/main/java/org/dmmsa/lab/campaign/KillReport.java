package org.dmmsa.lab.campaign;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.lab.bench.Host;
import org.dmmsa.training.run.Provenance;

/**
 * All that was found.
 *
 * @param date in UTC
 * @param commit of this project, where it is known
 * @param machine where
 * @param seed that the moments were drawn from
 * @param perRun kills before a folder was let finish
 * @param kills of all commands
 * @param during kills by what the process was about
 * @param rounds folders of all commands
 * @param survived rounds in which nothing was lost
 * @param commands in their order
 * @param lost the other rounds
 */
public record KillReport(
    String date,
    Optional<String> commit,
    Host machine,
    long seed,
    int perRun,
    int kills,
    Map<Phase, Integer> during,
    int rounds,
    int survived,
    List<CommandFigures> commands,
    List<Round> lost) {

  static KillReport of(long seed, int perRun, List<CommandFigures> commands, List<Round> rounds) {
    Map<Phase, Integer> during = new EnumMap<>(Phase.class);
    rounds.stream()
        .flatMap(round -> round.kills().stream())
        .forEach(kill -> during.merge(kill.during(), 1, Integer::sum));
    List<Round> lost = rounds.stream().filter(round -> !round.survived()).toList();
    return new KillReport(
        LocalDate.now(ZoneOffset.UTC).toString(),
        Provenance.commitOfThis(),
        Host.look(1),
        seed,
        perRun,
        during.values().stream().mapToInt(count -> count).sum(),
        during,
        rounds.size(),
        rounds.size() - lost.size(),
        commands,
        lost);
  }
}
