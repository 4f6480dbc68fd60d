package org.dmmsa.lab.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dmmsa.lab.campaign.FaultTrial.Outcome;
import org.dmmsa.lab.faults.Fault;
import org.dmmsa.lab.faults.FaultInjector;
import org.dmmsa.lab.faults.OperationNotes;
import org.dmmsa.savedmodel.file.Folders;

/** Lets the files of one command fail, trial by trial. */
final class CommandFaulter {
  private static final double PATIENCE = 10; // times what the uninterrupted run took
  private static final double LEAST_PATIENCE = 120; // seconds
  private static final Pattern UNCLEAR = Pattern.compile("\\w+Exception\\b|\\bnull\\b");

  private final FaultGround ground;
  private final FaultedCommand command;
  private final Results expected;
  private final Consumer<String> progress;
  private final FaultDraws draws;
  private final double patience;

  /**
   * Prepares.
   *
   * @param whole the command without a fault
   * @param expected what it has to come to
   */
  CommandFaulter(
      FaultGround ground,
      FaultGround.Uninterrupted whole,
      Results expected,
      long seed,
      Consumer<String> progress) {
    this.ground = ground;
    this.expected = expected;
    this.progress = progress;
    command = whole.command();
    draws = new FaultDraws(seed, command.key(), whole.operations(), sizes(whole.run()));
    patience = Math.max(LEAST_PATIENCE, PATIENCE * whole.seconds());
  }

  private static List<Long> sizes(Path run) {
    try (Stream<Path> all = Files.walk(run)) {
      return all.filter(Files::isRegularFile).map(file -> file.toFile().length()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tries a fault. */
  FaultTrial trial(int number) {
    PlannedFault fault = draws.next(number - 1);
    Path place = ground.trials(command).resolve("trial-" + number);
    Path run = place.resolve("run");
    lay(run);
    Path notes = place.resolve("operations");
    Child child = ground.start(command, run, place.resolve("fault"), fault.conditions(run, notes));
    List<String> problems = new ArrayList<>();
    Outcome outcome = outcome(child, fault, problems);
    double seconds = child.seconds();
    Optional<String> hit = Optional.empty();
    if (fault.injection().isPresent()) {
      OperationNotes noted = OperationNotes.read(notes);
      hit = noted.hit().map(note -> note.operation().text() + " " + note.file());
      if (outcome == Outcome.HARMLESS && hit.isEmpty()) {
        outcome = Outcome.NOT_REACHED;
      }
    }
    problems.addAll(finish(run, place.resolve("again"), outcome));
    FaultTrial trial =
        new FaultTrial(
            command.key(),
            number,
            fault.kind(),
            fault.text(),
            hit,
            outcome,
            seconds,
            String.join(" | ", child.refusals()),
            place,
            problems);
    close(trial);
    return trial;
  }

  private void lay(Path run) {
    try {
      Files.createDirectories(run.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ground.lay(command.found(), run);
  }

  private Outcome outcome(Child child, PlannedFault fault, List<String> problems) {
    if (!child.endsWithin(patience)) {
      child.kill();
      problems.add(String.format(Locale.ROOT, "found no end in %.0f s", patience));
      return Outcome.FAILED;
    }
    if (child.hasStackTrace()) {
      problems.add("found a stack trace in " + child.err());
    }
    int exitCode = child.process().exitValue();
    if (exitCode == 0) {
      return Outcome.HARMLESS;
    }
    if (exitCode == FaultInjector.KILLED && fault.is(Fault.KILL)) {
      return Outcome.KILLED;
    }
    if (exitCode == 2 && !fault.is(Fault.SHORT_WRITE)) {
      problems.addAll(unclear(child.refusals()));
      return Outcome.REFUSED;
    }
    problems.add("found exit code " + exitCode + ": " + child.lastLines());
    return Outcome.FAILED;
  }

  /** What is wrong with what the user is told. */
  static List<String> unclear(List<String> refusals) {
    if (refusals.size() != 1) {
      return List.of("found " + refusals.size() + " lines for the user, expected 1: " + refusals);
    }
    String line = refusals.get(0);
    if (UNCLEAR.matcher(line).find()) {
      return List.of("found a name of Java's in the line for the user: " + line);
    }
    return line.contains("/")
        ? List.of()
        : List.of("found no place in the line for the user: " + line);
  }

  /** Calls the command again if it has to be, and compares. */
  private List<String> finish(Path run, Path output, Outcome outcome) {
    boolean done = outcome == Outcome.HARMLESS || outcome == Outcome.NOT_REACHED;
    if (!done && !command.isDone(run)) {
      Child again = ground.start(command, run, output, ChildConditions.SHORT_LIVED);
      if (!again.endsWithin(patience)) {
        again.kill();
        return List.of(String.format(Locale.ROOT, "found no end in %.0f s, without it", patience));
      }
      int exitCode = again.process().exitValue();
      if (exitCode != 0 || again.hasStackTrace()) {
        return List.of("found exit code " + exitCode + " after it: " + again.lastLines());
      }
    }
    return expected.differencesIn(run);
  }

  private void close(FaultTrial trial) {
    String what =
        "%s: trial %d, %s, %s: "
            .formatted(
                trial.command(), trial.number(), trial.kind(), trial.hit().orElse(trial.planned()));
    if (!trial.survived()) {
      progress.accept(what + "FOUND " + String.join("; ", trial.problems()));
      return;
    }
    progress.accept(what + trial.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    try {
      Folders.delete(trial.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
