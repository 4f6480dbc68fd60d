package org.dmmsa.lab.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The commands whose files fail. */
public enum FaultedCommand {
  /** A training from its beginning to the export. */
  TRAIN(State.NOTHING),
  /** The rest of one that was killed before its last epoch was logged. */
  RESUME(State.HALF),
  /** Another export of a finished run. */
  EXPORT(State.WHOLE),
  /** Predictions of that one's export. */
  PREDICT(State.WHOLE);

  /** Of the run that a command finds. */
  enum State {
    NOTHING,
    HALF,
    WHOLE
  }

  private final State found;

  FaultedCommand(State found) {
    this.found = found;
  }

  State found() {
    return found;
  }

  /** As {@code --only} has it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What is typed after {@code ./dmmsa}, also the second time.
   *
   * @param training words that train the run
   */
  List<String> words(List<String> training, Path run) {
    return switch (this) {
      case TRAIN, RESUME -> training;
      case EXPORT -> List.of("export", "--run", run.toString(), "--to", export(run).toString());
      case PREDICT ->
          List.of(
              "predict",
              "--model",
              run.resolve("export/1").toString(),
              "--data",
              run.resolve("synthetic.pkl").toString(),
              "--split",
              "all",
              "--out",
              run.resolve("predictions-again.csv").toString(),
              "--force");
    };
  }

  /** Whether there is nothing left to do, though the process may have ended before it said so. */
  boolean isDone(Path run) {
    return this == EXPORT && Files.exists(export(run));
  }

  private static Path export(Path run) {
    return run.resolve("export/2");
  }

  /**
   * Those of these names, in their order.
   *
   * @throws org.dmmsa.model.InvalidInputException if there is none of a name
   */
  public static List<FaultedCommand> named(List<String> names) {
    OnlyNames.require(names, names());
    return Arrays.stream(values()).filter(command -> names.contains(command.key())).toList();
  }

  /** Their names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(FaultedCommand::key).toList();
  }
}
