package org.dmmsa.savedmodel.bert;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;

/**
 * The user's own Maven, and with it the user's mirrors, proxies and passwords. What Maven has once
 * downloaded stays in its local repository and is not downloaded again.
 *
 * @param executable a path, or a name that is looked up on {@code PATH}
 */
public record MavenCommand(String executable) implements ArtifactSource {
  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";
  private static final String ERROR = "[ERROR]";

  /** The Maven that the environment variable {@code MAVEN} names, or else {@code mvn}. */
  public static MavenCommand ofEnvironment() {
    String named = System.getenv("MAVEN");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return new MavenCommand(
        named != null && !named.isBlank() ? named : windows ? "mvn.cmd" : "mvn");
  }

  @Override
  public Path copy(String coordinates, Path folder) throws IOException {
    Process process = start(coordinates, folder);
    String failure = "";
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (failure.isEmpty() && line.startsWith(ERROR)) {
          failure = line.substring(ERROR.length()).replace("-> [Help 1]", "").strip();
        }
      }
    }
    int exit = exit(process);
    if (exit != 0) {
      throw new InvalidInputException(
          "%s could not get %s: %s"
              .formatted(executable, coordinates, failure.isEmpty() ? "exit " + exit : failure));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .findFirst()
          .orElseThrow(
              () -> new InvalidInputException(executable + " gave no file for " + coordinates));
    }
  }

  private Process start(String coordinates, Path folder) {
    List<String> command =
        List.of(
            executable,
            "-B",
            "-q",
            COPY,
            "-Dartifact=" + coordinates,
            "-DoutputDirectory=" + folder);
    try {
      // Run in the folder, where no pom.xml of somebody's project changes what Maven does.
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot run '%s', expected Maven on the PATH or its path in the variable MAVEN"
              .formatted(executable),
          e);
    }
  }

  private static int exit(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Maven ran", e);
    }
  }
}
