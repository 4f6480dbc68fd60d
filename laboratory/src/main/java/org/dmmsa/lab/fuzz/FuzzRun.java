package org.dmmsa.lab.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dmmsa.savedmodel.file.Folders;

/**
 * Damages the files of one format after the other, and has each read in a process with a small
 * heap, which is begun anew when it is gone.
 */
public final class FuzzRun {
  private static final long STARTS_WITHIN = TimeUnit.SECONDS.toNanos(120);
  private static final long ANSWERS_WITHIN = TimeUnit.SECONDS.toNanos(20);

  private final Plan plan;
  private final Class<?> worker;
  private final long answersWithin;
  private final Path samples;

  /**
   * What is tried.
   *
   * @param mutants damaged files of each format
   * @param seed of the damage
   * @param heapMib what a process may have
   * @param folder where samples and findings go; it exists
   */
  public record Plan(int mutants, long seed, int heapMib, Path folder) {}

  /** Makes the whole files that are damaged. */
  public FuzzRun(Plan plan) {
    this(plan, FuzzWorker.class, ANSWERS_WITHIN);
  }

  /**
   * With another process.
   *
   * @param worker whose main method reads files
   * @param answersWithin nanoseconds for each
   */
  FuzzRun(Plan plan, Class<?> worker, long answersWithin) {
    this.plan = plan;
    this.worker = worker;
    this.answersWithin = answersWithin;
    samples = plan.folder().resolve("samples");
    try {
      Samples.make(Files.createDirectory(samples));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Tries formats.
   *
   * @param told the name of each before it is tried
   */
  public List<FuzzResult> of(List<FuzzFormat> formats, Consumer<String> told) {
    List<FuzzResult> results = new ArrayList<>();
    for (FuzzFormat format : formats) {
      told.accept(format.name());
      try {
        results.add(new OneFormat(format.name()).run());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return results;
  }

  /** One format: what came of its files so far. */
  private final class OneFormat {
    private final String format;
    private final Path spoilt = plan.folder().resolve("spoilt");
    private final List<FuzzFinding> findings = new ArrayList<>();
    private int next;
    private int taken;
    private int refused;
    private long worstMillis;
    private long worstHeap;
    private String begun = "";

    OneFormat(String format) {
      this.format = format;
    }

    FuzzResult run() throws IOException {
      long start = System.nanoTime();
      while (next < plan.mutants()) {
        Folders.delete(spoilt);
        Samples.copy(samples, spoilt);
        process();
      }
      Folders.delete(spoilt);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new FuzzResult(
          format,
          plan.mutants(),
          taken,
          refused,
          List.copyOf(findings),
          worstMillis,
          worstHeap,
          seconds);
    }

    /** Runs a process until it is done or gone. */
    private void process() throws IOException {
      Path log = plan.folder().resolve(format + ".log");
      Process process =
          new ProcessBuilder(command())
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Thread end = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(end);
      begun = "";
      int before = next;
      try (Watchdog watchdog = new Watchdog(process, STARTS_WITHIN);
          BufferedReader answers = process.inputReader()) {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
          watchdog.expectWithin(answersWithin);
          if (line.startsWith("> ")) {
            begun = line;
          } else if (line.startsWith("< ")) {
            answered(line.split(" ", 6));
          }
        }
        int code = process.waitFor();
        if (code != 0) {
          gone(watchdog.barked(), code, log);
        }
        if (next == before) {
          throw new IllegalStateException(
              "%s: the process ended with %d and no answer; see %s".formatted(format, code, log));
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      } finally {
        Runtime.getRuntime().removeShutdownHook(end);
      }
    }

    private List<String> command() {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx" + plan.heapMib() + "m",
          "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:ErrorFile=" + plan.folder().resolve(format + "-crash.log"),
          "-cp",
          System.getProperty("java.class.path"),
          worker.getName(),
          format,
          spoilt.toString(),
          Long.toString(plan.seed()),
          Integer.toString(next),
          Integer.toString(plan.mutants()));
    }

    private void answered(String[] words) throws IOException {
      String outcome = words[2];
      worstMillis = Math.max(worstMillis, Long.parseLong(words[3]));
      worstHeap = Math.max(worstHeap, Long.parseLong(words[4]));
      switch (outcome) {
        case FuzzWorker.TAKEN -> taken++;
        case FuzzWorker.REFUSED -> refused++;
        default -> find(FuzzFinding.Kind.valueOf(outcome), words[5]);
      }
      next = Integer.parseInt(words[1]) + 1;
      begun = "";
    }

    private void gone(boolean hung, int code, Path log) throws IOException {
      if (begun.isEmpty()) {
        throw new IllegalStateException(
            "%s: the process ended with %d before it read a file; see %s"
                .formatted(format, code, log));
      }
      if (hung) {
        find(FuzzFinding.Kind.HANG, "no answer");
      } else {
        find(FuzzFinding.Kind.CRASH, "the process ended with " + code);
      }
      next++;
    }

    private void find(FuzzFinding.Kind kind, String message) throws IOException {
      Mutant mutant = Mutant.of(format, plan.seed(), next);
      Path whole = mutant.file(FuzzFormats.named(format).files().in(samples));
      Path kept =
          Files.createDirectories(plan.folder().resolve("findings"))
              .resolve("%s-%d-%s".formatted(format, next, whole.getFileName()));
      Files.write(kept, mutant.of(whole, Files.readAllBytes(whole)));
      findings.add(new FuzzFinding(format, next, kind, message, kept));
    }
  }
}
