package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one command did, run inside this JVM.
 *
 * @param exitCode its exit code
 * @param out its stdout
 * @param err its stderr, without log lines
 */
public record CommandLineRun(int exitCode, String out, String err) {

  /** Runs a command; words may be paths. */
  public static CommandLineRun of(Object... words) {
    return of(Main.DMMSA, words);
  }

  /** Runs a command of a program; words may be paths. */
  public static CommandLineRun of(Program program, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        program.run(
            Arrays.stream(words).map(String::valueOf).toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLineRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Starts a command in a process of its own, as a user does. */
  public static Process start(Object... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Arrays.stream(words).map(String::valueOf).forEach(command::add);
    return new ProcessBuilder(command).start();
  }

  /** Fails the test unless the command did what it was asked for. */
  public CommandLineRun done() {
    assertThat(exitCode).as(err).isEqualTo(ExitCode.DONE);
    return this;
  }

  /** Fails the test unless the command refused in one line that says this. */
  public void refused(String... parts) {
    assertThat(exitCode).as(err).isEqualTo(ExitCode.REFUSED);
    assertThat(out).isEmpty();
    assertThat(err.lines()).hasSize(1);
    assertThat(err).matches("(dmmsa|lab): .*\\R").contains(parts);
  }

  /** The quickstart config of this project. */
  public static Path quickstart() {
    return Path.of("..", "configs", "quickstart.yaml");
  }
}
