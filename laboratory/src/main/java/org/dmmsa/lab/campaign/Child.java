package org.dmmsa.lab.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A process of this application.
 *
 * @param process itself
 * @param since when it was started
 * @param nanos the same, to count from
 * @param err where its stderr goes
 */
record Child(Process process, Instant since, long nanos, Path err) {
  private static final Pattern TRACE = Pattern.compile("\\s+at [\\w.$/@]+\\([^)]*\\)");
  private static final int LINES = 3;

  /** Since it was started. */
  double seconds() {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /** Waits so long for its end. */
  boolean endsWithin(double seconds) {
    try {
      return process.waitFor(Math.round(seconds * 1e3), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a child was waited for", e);
    }
  }

  /** Ends it, as the system does when memory is short: it hears nothing of it. */
  void kill() {
    process.destroyForcibly();
    while (!endsWithin(1)) {
      // Nothing can refuse it; the system may take a while to give its memory back.
    }
  }

  /** Whether it says where in its code something went wrong. */
  boolean hasStackTrace() {
    return lines().stream().anyMatch(line -> TRACE.matcher(line).matches());
  }

  /** What it said for the user when it could not go on. */
  List<String> refusals() {
    return lines().stream().filter(line -> line.startsWith("dmmsa: ")).toList();
  }

  /** The last lines that it said, as one. */
  String lastLines() {
    List<String> lines = lines();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }

  private List<String> lines() {
    try {
      return new String(Files.readAllBytes(err), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
