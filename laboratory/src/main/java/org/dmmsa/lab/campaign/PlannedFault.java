package org.dmmsa.lab.campaign;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmmsa.lab.faults.Fault;
import org.dmmsa.lab.faults.FaultyFileSystemProvider;
import org.dmmsa.lab.faults.Injection;

/**
 * What goes wrong in a trial: an operation of Java's, or all that would make a file larger than a
 * limit of the system's, TensorFlow's files too.
 *
 * @param injection none for the limit
 * @param blocks of 512 bytes that a file may have
 * @param text which operation, or the limit, in words
 */
record PlannedFault(Optional<Injection> injection, long blocks, String text) {
  /** The kind of those that have no injection. */
  static final String FILE_LIMIT = "file limit";

  private static final String SHELL = "ulimit -f \"$0\" && exec \"$@\"";

  static PlannedFault of(Injection injection, String text) {
    return new PlannedFault(Optional.of(injection), 0, text);
  }

  static PlannedFault limit(long blocks) {
    return new PlannedFault(
        Optional.empty(), blocks, "no file over %d bytes".formatted(512 * blocks));
  }

  /** In words. */
  String kind() {
    return injection.map(planned -> planned.fault().text()).orElse(FILE_LIMIT);
  }

  boolean is(Fault fault) {
    return injection.map(planned -> planned.fault() == fault).orElse(false);
  }

  /**
   * How a process is started that has it.
   *
   * @param under whose files fail
   * @param notes where it notes its operations
   */
  ChildConditions conditions(Path under, Path notes) {
    return injection.isPresent()
        ? ChildConditions.SHORT_LIVED.with(
            FaultyFileSystemProvider.options(under, injection, notes))
        : ChildConditions.SHORT_LIVED
            .with(List.of("-XX:-UsePerfData")) // a file of 32 KiB
            .behind(List.of("sh", "-c", SHELL, Long.toString(blocks)));
  }
}
