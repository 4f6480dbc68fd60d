package org.dmmsa.lab.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;

/**
 * The process that reads damaged files. It tells each before it reads it, so that one that ends the
 * process is known: {@code > NUMBER}, and afterwards {@code < NUMBER OUTCOME MILLIS HEAP MESSAGE}.
 */
final class FuzzWorker {
  static final String TAKEN = "TAKEN";
  static final String REFUSED = "REFUSED";

  /** Milliseconds of processor time. */
  static final long SLOW = 1_000;

  /** Files whose time does not count, as classes are loaded and compiled meanwhile. */
  static final int WARM_UP = 20;

  private static final long MIB = 1 << 20;

  private final String format;
  private final long seed;
  private final PrintStream out;
  private final List<MemoryPoolMXBean> heap =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  FuzzWorker(String format, long seed, PrintStream out) {
    this.format = format;
    this.seed = seed;
    this.out = out;
  }

  /** Format, folder of samples that may be spoilt, seed, first file, and the one after the last. */
  public static void main(String[] words) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    FuzzWorker worker = new FuzzWorker(words[0], Long.parseLong(words[2]), out);
    worker.work(Path.of(words[1]), Integer.parseInt(words[3]), Integer.parseInt(words[4]));
    System.exit(0); // whatever threads TensorFlow has
  }

  private void work(Path samples, int from, int to) throws IOException {
    FuzzFormat tried = FuzzFormats.named(format);
    List<Path> files = tried.files().in(samples);
    Map<Path, byte[]> whole = new LinkedHashMap<>();
    for (Path file : files) {
      whole.put(file, Files.readAllBytes(file));
    }
    FuzzFormat.Reading reading = tried.open().of(samples);
    files.forEach(reading::read); // a whole file that is refused would make all the rest worthless
    for (int i = from; i < to; i++) {
      Mutant mutant = Mutant.of(format, seed, i);
      Path file = mutant.file(files);
      Files.write(file, mutant.of(file, whole.get(file)));
      out.println("> " + i);
      read(reading, file, i, i - from < WARM_UP);
      Files.write(file, whole.get(file));
    }
  }

  /** Reads a file and tells what came of it. */
  void read(FuzzFormat.Reading reading, Path file, int number, boolean warmUp) {
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = cpu();
    String outcome = TAKEN;
    String message = "";
    try {
      reading.read(file);
    } catch (InvalidInputException e) {
      message = String.valueOf(e.getMessage()); // commands make it one line
      outcome = REFUSED;
    } catch (OutOfMemoryError e) {
      outcome = FuzzFinding.Kind.HEAP.name();
      message = e.toString();
    } catch (Throwable e) { // whatever it is, it is what is looked for
      outcome = FuzzFinding.Kind.FAULT.name();
      message = e + at(e);
    }
    long millis = (cpu() - start) / 1_000_000;
    if (!warmUp && millis > SLOW) {
      outcome = FuzzFinding.Kind.SLOW.name();
    }
    long used = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MIB;
    out.println(
        String.join(
            " ",
            "<",
            Integer.toString(number),
            outcome,
            Long.toString(warmUp ? 0 : millis),
            Long.toString(used),
            message.replaceAll("\\s+", " ")));
  }

  /** Nanoseconds that this thread has computed. */
  static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The first line of ours that an exception came through. */
  private static String at(Throwable thrown) {
    for (StackTraceElement element : thrown.getStackTrace()) {
      if (element.getClassName().startsWith("org.dmmsa")) {
        return " at " + element;
      }
    }
    return "";
  }
}
