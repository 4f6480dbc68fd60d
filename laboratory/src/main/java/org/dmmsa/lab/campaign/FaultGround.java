package org.dmmsa.lab.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dmmsa.lab.faults.Fault;
import org.dmmsa.lab.faults.FaultInjector;
import org.dmmsa.lab.faults.FaultyFileSystemProvider;
import org.dmmsa.lab.faults.Injection;
import org.dmmsa.lab.faults.Operation;
import org.dmmsa.lab.faults.OperationNotes;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.Folders;

/** The runs without a fault that trials start from: a finished one, and half of one. */
final class FaultGround {
  private static final KilledTraining TRAINING =
      new KilledTraining(
          "train",
          "configs/quickstart.yaml",
          KillPlan.small(
              KillPlan.NETWORK,
              "data.synthetic.samples=60",
              "recipe.stage.epochs=3",
              "recipe.stage.batch_size=16"));
  private static final String LOG = "seed-1/epochs.jsonl";
  private static final double PATIENCE = 600; // seconds; nothing yet tells how long it may take

  private final Path folder;
  private final Children children;

  /**
   * Writes the config.
   *
   * @param folder where all goes
   */
  FaultGround(Path folder, Children children) {
    this.folder = folder;
    this.children = children;
    TRAINING.prepare(inputs());
  }

  private Path inputs() {
    return uninterrupted("inputs");
  }

  private Path uninterrupted(String name) {
    return folder.resolve("uninterrupted").resolve(name);
  }

  /** Where the trials of a command go. */
  Path trials(FaultedCommand command) {
    return folder.resolve(command.key());
  }

  /**
   * Starts a command.
   *
   * @param run that it is about
   * @param output as {@link Children#start} has it
   */
  Child start(FaultedCommand command, Path run, Path output, ChildConditions conditions) {
    return children.start(command.words(TRAINING.words(inputs(), run), run), output, conditions);
  }

  /**
   * What a command did without a fault.
   *
   * @param command that was done
   * @param run it is left there
   * @param operations in their order
   * @param seconds that it took
   */
  record Uninterrupted(
      FaultedCommand command, Path run, List<OperationNotes.Note> operations, double seconds) {}

  /**
   * Does a command without a fault.
   *
   * @throws InvalidInputException if that fails
   */
  Uninterrupted uninterrupted(FaultedCommand command) {
    Path run = uninterrupted(command.key());
    lay(command.found(), run);
    Path output = uninterrupted(command.key() + "-output");
    Path notes = Path.of(output + ".operations");
    Child child =
        start(
            command,
            run,
            output,
            ChildConditions.SHORT_LIVED.with(
                FaultyFileSystemProvider.options(run, Optional.empty(), notes)));
    requireExitCode(0, child, command);
    return new Uninterrupted(
        command, run, OperationNotes.read(notes).operations(), child.seconds());
  }

  /** Makes half a run, once there is a whole one. */
  void halve(Uninterrupted whole) {
    Path run = half();
    List<OperationNotes.Note> counted =
        whole.operations().stream().filter(note -> Fault.KILL.concerns(note.operation())).toList();
    int last =
        IntStream.range(0, counted.size())
            .filter(i -> counted.get(i).equals(new OperationNotes.Note(Operation.WRITE, LOG)))
            .max()
            .orElseThrow();
    Path output = uninterrupted("half-output");
    PlannedFault kill = PlannedFault.of(new Injection(Fault.KILL, last + 1), LOG);
    Child child =
        start(
            FaultedCommand.TRAIN,
            run,
            output,
            kill.conditions(run, Path.of(output + ".operations")));
    requireExitCode(FaultInjector.KILLED, child, FaultedCommand.TRAIN);
  }

  private Path half() {
    return uninterrupted("half");
  }

  /** Copies what a command finds. */
  void lay(FaultedCommand.State found, Path run) {
    try {
      switch (found) {
        case NOTHING -> {}
        case HALF -> Folders.copy(half(), run);
        case WHOLE -> Folders.copy(uninterrupted(FaultedCommand.TRAIN.key()), run);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireExitCode(int expected, Child child, FaultedCommand command) {
    if (!child.endsWithin(PATIENCE)) {
      child.kill();
    }
    int found = child.process().exitValue();
    if (found != expected) {
      throw new InvalidInputException(
          "%s: found exit code %d without a fault (%s), expected %d; see %s"
              .formatted(command.key(), found, child.lastLines(), expected, child.err()));
    }
  }
}
