package org.dmmsa.lab.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts the operations on the files of a folder, writes {@link OperationNotes}, and lets one go
 * wrong.
 */
public final class FaultInjector {
  /** What a process ends with that is killed, as shells count it. */
  public static final int KILLED = 137;

  private static final String UNDER = "dmmsa.faults.under";
  private static final String NOTES = "dmmsa.faults.notes";
  private static final String INJECTION = "dmmsa.faults.injection";

  private final Path under;
  private final Optional<Injection> injection;
  private final OutputStream notes;
  private int count;
  private boolean came;

  /**
   * Begins to count.
   *
   * @param under the folder, absolute
   * @param injection none to count only
   * @param notes gets the lines
   */
  FaultInjector(Path under, Optional<Injection> injection, OutputStream notes) {
    this.under = under;
    this.injection = injection;
    this.notes = notes;
  }

  /** As this process was started with {@link #options}. */
  static FaultInjector ofThisProcess(FileSystemProvider system, Path root) {
    try {
      return new FaultInjector(
          root.resolve(System.getProperty(UNDER)),
          Optional.ofNullable(System.getProperty(INJECTION)).map(Injection::of),
          system.newOutputStream(
              root.resolve(System.getProperty(NOTES)),
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Options of Java for {@link #ofThisProcess} of another process. */
  static List<String> options(Path under, Optional<Injection> injection, Path notes) {
    List<String> options = new ArrayList<>();
    options.add("-D" + UNDER + "=" + under.toAbsolutePath());
    options.add("-D" + NOTES + "=" + notes.toAbsolutePath());
    injection.ifPresent(planned -> options.add("-D" + INJECTION + "=" + planned.word()));
    return options;
  }

  /**
   * Hears of an operation before it is done.
   *
   * @throws IOException if it is to fail
   */
  void before(Operation operation, Path file) throws IOException {
    comes(operation, file);
  }

  /**
   * Hears of some bytes before they are written.
   *
   * @return how many of them are to be
   * @throws IOException if none is
   */
  int beforeWrite(Path file, int bytes) throws IOException {
    return comes(Operation.WRITE, file) ? (bytes + 1) / 2 : bytes;
  }

  /** Whether a fault came that is no exception. */
  private synchronized boolean comes(Operation operation, Path file) throws IOException {
    Path place = file.toAbsolutePath().normalize();
    if (!place.startsWith(under)) {
      return false;
    }
    if (!came) {
      note(new OperationNotes.Note(operation, under.relativize(place).toString()).line());
    }
    if (injection.isEmpty() || !injection.get().fault().concerns(operation)) {
      return false;
    }
    count++;
    Injection planned = injection.get();
    if (count < planned.number() || (came && !planned.fault().lasts())) {
      return false;
    }
    if (!came) {
      note(OperationNotes.FAULT);
      came = true;
    }
    if (planned.fault() == Fault.KILL) {
      Runtime.getRuntime().halt(KILLED);
    }
    if (planned.fault() != Fault.SHORT_WRITE) {
      throw planned.fault().exception(operation, file);
    }
    return true;
  }

  /** At once: the process may end with the next operation. */
  private void note(String line) throws IOException {
    notes.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
