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

/**
 * A program of several commands: it finds the command, runs it, and turns what it throws into an
 * exit code.
 *
 * @param name what the user types after {@code ./}
 * @param about the first line of its help
 * @param commands in the order of its help
 */
public record Program(String name, String about, List<Command> commands) {
  private static final Set<String> HELP = Set.of("--help", "-h", "help");

  public Program {
    commands = List.copyOf(commands);
  }

  /**
   * Runs one command with the streams of this process.
   *
   * @param words as typed
   * @return the exit code
   */
  public int run(String[] words) {
    // JSON and CSV are UTF-8 whatever the locale.
    return run(words, new PrintStream(System.out, true, StandardCharsets.UTF_8), System.err);
  }

  /**
   * Runs one command.
   *
   * @param words as typed
   * @param out gets results alone
   * @param err gets problems; log lines go to the process's own stderr
   * @return the exit code
   */
  public int run(String[] words, PrintStream out, PrintStream err) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Console console = new Console(out, err);
    try {
      return run(Arrays.asList(words), console);
    } catch (Throwable thrown) { // every failure has to become an exit code here
      Failure failure = Failure.of(thrown);
      err.println(name + ": " + failure.message());
      if (failure.ours()) {
        thrown.printStackTrace(err);
      }
      return failure.exitCode();
    }
  }

  private int run(List<String> words, Console console) {
    if (words.isEmpty() || HELP.contains(words.get(0))) {
      console.print(Help.of(name, about, commands));
      return ExitCode.DONE;
    }
    if (words.get(0).equals("--version")) {
      console.print(name + " " + Provenance.VERSION + "\n");
      return ExitCode.DONE;
    }
    List<Command> group = group(words.get(0));
    boolean alone = commands.stream().anyMatch(command -> command.name().equals(words.get(0)));
    if (!group.isEmpty() && !alone && (words.size() == 1 || HELP.contains(words.get(1)))) {
      console.print(Help.of(name, about, group));
      return ExitCode.DONE;
    }
    Command command = command(words);
    List<String> rest = words.subList(command.name().split(" ").length, words.size());
    if (rest.stream().anyMatch(Set.of("--help", "-h")::contains)) {
      console.print(Help.of(name, command));
      return ExitCode.DONE;
    }
    Arguments given =
        Arguments.parse(name, command.name(), command.options(), command.operands(), rest);
    return command.run(given, console);
  }

  /** The commands of two words that begin with this one. */
  private List<Command> group(String word) {
    return commands.stream().filter(command -> command.name().startsWith(word + " ")).toList();
  }

  private Command command(List<String> words) {
    String one = words.get(0);
    String two = String.join(" ", words.subList(0, Math.min(2, words.size())));
    return commands.stream()
        .filter(command -> command.name().equals(one) || command.name().equals(two))
        .max(Comparator.comparingInt(command -> command.name().length()))
        .orElseThrow(() -> unknown(group(one).isEmpty() ? one : two));
  }

  private InvalidInputException unknown(String typed) {
    List<String> names = commands.stream().map(Command::name).toList();
    return new InvalidInputException(
        "found the unknown command '"
            + typed
            + "'"
            + NearestName.meantBy(typed, names)
                .map(near -> ", did you mean " + near + "?")
                .orElse(", expected one of " + String.join(", ", names)));
  }
}
