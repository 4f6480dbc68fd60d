package org.dmmsa.lab.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.Folders;

/** Kills one command, round by round. */
final class CommandKiller {
  private static final double PATIENCE = 10; // times what the uninterrupted run took
  private static final double LEAST_PATIENCE = 120; // seconds

  private final KilledCommand command;
  private final Path folder;
  private final Children children;
  private final Consumer<String> progress;
  private final Moments moments;
  private final Path inputs;
  private final double wholeSeconds;
  private final Results whole;

  /**
   * Does the uninterrupted run.
   *
   * @throws InvalidInputException if that fails
   */
  CommandKiller(
      KilledCommand command, long seed, Path folder, Children children, Consumer<String> progress) {
    this.command = command;
    this.folder = folder;
    this.children = children;
    this.progress = progress;
    moments = new Moments(seed, command.name());
    inputs = folder.resolve("inputs");
    command.prepare(inputs);
    Path run = folder.resolve("whole");
    Child child = children.start(command.words(inputs, run), folder.resolve("whole-output"));
    int exitCode = exitCode(child);
    wholeSeconds = child.seconds();
    if (exitCode != 0) {
      throw new InvalidInputException(
          "%s: found exit code %d without a kill (%s), expected 0; see %s"
              .formatted(command.name(), exitCode, child.lastLines(), child.err()));
    }
    whole = Results.of(run);
    tell("uninterrupted, %.1f s", wholeSeconds);
  }

  private static int exitCode(Child child) {
    while (!child.endsWithin(LEAST_PATIENCE)) {
      // There is nothing yet that would tell how long it may take.
    }
    return child.process().exitValue();
  }

  /** What it came to in some rounds. */
  CommandFigures figures(List<Round> rounds) {
    return CommandFigures.of(command.name(), wholeSeconds, whole.byName().size(), rounds);
  }

  /** Kills until there were enough of it. */
  List<Round> rounds(int kills, int perRun) {
    List<Round> rounds = new ArrayList<>();
    int left = kills;
    while (left > 0) {
      Round round = round(rounds.size() + 1, Math.min(perRun, left));
      left -= round.kills().size();
      // One that ended before its first moment says nothing, unless it differs without a kill.
      if (!round.kills().isEmpty() || !round.survived()) {
        rounds.add(round);
      }
    }
    return rounds;
  }

  private Round round(int number, int wanted) {
    Path place = folder.resolve("round-" + number);
    Path run = place.resolve("run");
    List<Kill> kills = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    boolean over = false;
    double seconds = 0;
    for (int start = 1; !over; start++) {
      Child child = children.start(command.words(inputs, run), place.resolve("start-" + start));
      Moment moment = moments.next();
      boolean kill = kills.size() < wanted && moment.comes(child, run, wholeSeconds, patience());
      if (kill) {
        double after = child.seconds();
        child.kill();
        kills.add(new Kill(moment.text(), after, phase(run, child)));
        tell("round %d, killed after %.2f s: %s", number, after, last(kills).during().text());
      } else {
        over = true;
        problems.addAll(end(child));
        seconds = child.seconds();
      }
      if (child.hasStackTrace()) {
        problems.add("found a stack trace in " + child.err());
      }
    }
    if (problems.isEmpty()) {
      problems.addAll(whole.differencesIn(run));
    }
    Round round = new Round(command.name(), number, place, kills, seconds, problems);
    close(round);
    return round;
  }

  private static Phase phase(Path run, Child killed) {
    return Phase.of(run, killed.process().pid(), killed.since());
  }

  private static Kill last(List<Kill> kills) {
    return kills.get(kills.size() - 1);
  }

  private double patience() {
    return Math.max(LEAST_PATIENCE, PATIENCE * wholeSeconds);
  }

  /** Waits for the end of the last one. */
  private List<String> end(Child child) {
    if (!child.endsWithin(patience())) {
      child.kill();
      return List.of(String.format(Locale.ROOT, "found no end in %.0f s", patience()));
    }
    int exitCode = child.process().exitValue();
    return exitCode == 0
        ? List.of()
        : List.of("found exit code " + exitCode + ": " + child.lastLines());
  }

  private void close(Round round) {
    if (round.survived()) {
      delete(round.folder());
      tell("round %d, nothing lost by %d kills", round.number(), round.kills().size());
    } else {
      tell("round %d, LOST: %s", round.number(), String.join("; ", round.problems()));
    }
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(String form, Object... values) {
    progress.accept(command.name() + ": " + String.format(Locale.ROOT, form, values));
  }
}
