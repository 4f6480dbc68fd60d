package org.dmmsa.lab.campaign;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dmmsa.training.TrainingInterruptedException;

/**
 * Starts this application in processes of their own, one after the other, with the Java, the class
 * path and the options of this one; and leaves none behind, however this one ends by itself.
 */
final class Children implements AutoCloseable {
  private static final String MAIN = "org.dmmsa.tools.Main";

  private final Thread hook = new Thread(this::stop, "kill the child");
  private Process last;
  private boolean stopped;

  private Children() {}

  static Children create() {
    Children children = new Children();
    Runtime.getRuntime().addShutdownHook(children.hook);
    return children;
  }

  /**
   * Starts one.
   *
   * @param words what a user types after {@code ./dmmsa}
   * @param output the beginning of the names of the files for its stdout and stderr
   * @throws TrainingInterruptedException if this process is about to end
   */
  Child start(List<String> words, Path output) {
    return start(words, output, ChildConditions.NONE);
  }

  /** The same under other conditions. */
  synchronized Child start(List<String> words, Path output, ChildConditions conditions) {
    if (stopped) {
      throw new TrainingInterruptedException("stopped, files stay in " + output.getParent());
    }
    List<String> command = command(conditions);
    command.addAll(words);
    Path err = Path.of(output + ".err");
    try {
      Files.createDirectories(output.getParent());
      Instant since = Instant.now();
      long nanos = System.nanoTime();
      last =
          new ProcessBuilder(command)
              .redirectOutput(new File(output + ".out"))
              .redirectError(err.toFile())
              .start();
      return new Child(last, since, nanos, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(ChildConditions conditions) {
    List<String> command = new ArrayList<>(conditions.shell());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.matches("-(javaagent|agentlib|agentpath):.*"))
        .forEach(command::add);
    command.addAll(conditions.java());
    command.add("-Ddmmsa.terminal=false"); // its stderr is a file
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    return command;
  }

  private synchronized void stop() {
    stopped = true;
    if (last != null) {
      last.destroyForcibly();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // this process is about to end, and the hook runs
    }
  }
}
