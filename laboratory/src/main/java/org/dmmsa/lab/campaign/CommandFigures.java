package org.dmmsa.lab.campaign;

import java.util.List;

/**
 * How one command came through.
 *
 * @param name of it
 * @param wholeSeconds what the uninterrupted run took
 * @param compared files and answers of each round that had to be the same
 * @param kills of all its rounds
 * @param rounds how many folders
 * @param survived rounds in which nothing was lost
 * @param slowestFinishSeconds the longest of the starts that were let finish
 */
public record CommandFigures(
    String name,
    double wholeSeconds,
    int compared,
    int kills,
    int rounds,
    int survived,
    double slowestFinishSeconds) {

  static CommandFigures of(String name, double wholeSeconds, int compared, List<Round> rounds) {
    return new CommandFigures(
        name,
        wholeSeconds,
        compared,
        rounds.stream().mapToInt(round -> round.kills().size()).sum(),
        rounds.size(),
        (int) rounds.stream().filter(Round::survived).count(),
        rounds.stream().mapToDouble(Round::lastSeconds).max().orElse(0));
  }
}
