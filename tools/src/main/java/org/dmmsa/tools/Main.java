package org.dmmsa.tools;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.NearestName;
import org.dmmsa.training.run.Provenance;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The entry: finds the command, runs it, turns what it throws into an exit code. */
public final class Main {
  static final List<Command> COMMANDS =
      List.of(
          new TrainCommand(),
          new EvaluateCommand(),
          new PredictCommand(),
          new ScoreCommand(),
          new ScoreBatchCommand(),
          new ExportCommand(),
          new ExportVerifyCommand(),
          new BertFetchCommand(),
          new BertCheckCommand(),
          new BertImportCommand(),
          new BertTinyCommand(),
          new ExperimentCommand(),
          new TuneCommand(),
          new ModelsCommand(),
          new InspectCommand(),
          new RunsListCommand(),
          new RunsCompareCommand(),
          new RunsCleanCommand(),
          new ReportCommand(),
          new SynthCommand(),
          new BenchCommand(),
          new BenchServeCommand(),
          new FuzzCommand(),
          new KillCommand(),
          new FaultsCommand(),
          new ServeCommand(),
          new WorkerCommand(),
          new DoctorCommand());
  private static final Set<String> HELP = Set.of("--help", "-h", "help");

  private Main() {}

  public static void main(String[] words) {
    // JSON and CSV are UTF-8 whatever the locale.
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(words, out, System.err));
  }

  /**
   * Runs one command.
   *
   * @param words as typed
   * @param out gets results alone
   * @param err gets problems; log lines go to the process's own stderr
   * @return the exit code
   */
  static int run(String[] words, PrintStream out, PrintStream err) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Console console = new Console(out, err);
    try {
      return run(Arrays.asList(words), console);
    } catch (Throwable thrown) { // every failure has to become an exit code here
      Failure failure = Failure.of(thrown);
      err.println("dmmsa: " + failure.message());
      if (failure.ours()) {
        thrown.printStackTrace(err);
      }
      return failure.exitCode();
    }
  }

  private static int run(List<String> words, Console console) {
    if (words.isEmpty() || HELP.contains(words.get(0))) {
      console.print(Help.of(COMMANDS));
      return ExitCode.DONE;
    }
    if (words.get(0).equals("--version")) {
      console.print("dmmsa " + Provenance.VERSION + "\n");
      return ExitCode.DONE;
    }
    List<Command> group = group(words.get(0));
    boolean alone = COMMANDS.stream().anyMatch(command -> command.name().equals(words.get(0)));
    if (!group.isEmpty() && !alone && (words.size() == 1 || HELP.contains(words.get(1)))) {
      console.print(Help.of(group));
      return ExitCode.DONE;
    }
    Command command = command(words);
    List<String> rest = words.subList(command.name().split(" ").length, words.size());
    if (rest.stream().anyMatch(Set.of("--help", "-h")::contains)) {
      console.print(Help.of(command));
      return ExitCode.DONE;
    }
    return command.run(command.parse(rest), console);
  }

  /** The commands of two words that begin with this one. */
  private static List<Command> group(String word) {
    return COMMANDS.stream().filter(command -> command.name().startsWith(word + " ")).toList();
  }

  private static Command command(List<String> words) {
    String one = words.get(0);
    String two = String.join(" ", words.subList(0, Math.min(2, words.size())));
    return COMMANDS.stream()
        .filter(command -> command.name().equals(one) || command.name().equals(two))
        .max(Comparator.comparingInt(command -> command.name().length()))
        .orElseThrow(() -> unknown(group(one).isEmpty() ? one : two));
  }

  private static InvalidInputException unknown(String typed) {
    List<String> names = COMMANDS.stream().map(Command::name).toList();
    return new InvalidInputException(
        "found the unknown command '"
            + typed
            + "'"
            + NearestName.meantBy(typed, names)
                .map(near -> ", did you mean " + near + "?")
                .orElse(", expected one of " + String.join(", ", names)));
  }
}
