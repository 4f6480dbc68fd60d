package org.dmmsa.tools;

import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.training.TrainingInterruptedException;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/**
 * How a command that threw ends.
 *
 * @param exitCode one of {@link ExitCode}
 * @param message one line
 * @param ours whether the stack trace helps
 */
record Failure(int exitCode, String message, boolean ours) {
  private static final String DISK_FULL = "No space left on device";

  /** Tells the user's mistakes and a full disk from faults of ours. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof TrainingInterruptedException) {
      return new Failure(ExitCode.INTERRUPTED, line(thrown), false);
    }
    if (causes(thrown).anyMatch(OutOfMemoryError.class::isInstance)) {
      return new Failure(ExitCode.FAULT, heapIsFull(), false);
    }
    if (causes(thrown).anyMatch(Failure::isDiskFull)) {
      return new Failure(ExitCode.REFUSED, diskIsFull(thrown), false);
    }
    if (thrown instanceof TFResourceExhaustedException) {
      return new Failure(ExitCode.FAULT, memoryIsFull(thrown), false);
    }
    if (thrown instanceof InvalidInputException) {
      return new Failure(ExitCode.REFUSED, line(thrown), false);
    }
    Optional<FileSystemException> file =
        causes(thrown)
            .filter(FileSystemException.class::isInstance)
            .map(FileSystemException.class::cast)
            .findFirst();
    return file.map(Failure::ofFile)
        .orElseGet(() -> new Failure(ExitCode.FAULT, "a fault of dmmsa: " + thrown, true));
  }

  private static Failure ofFile(FileSystemException e) {
    return new Failure(
        ExitCode.REFUSED, e.getFile() + ": cannot be used: " + AtomicFile.reason(e), false);
  }

  private static boolean isDiskFull(Throwable thrown) {
    return line(thrown).contains(DISK_FULL);
  }

  /** Right for all commands: {@code train} alone does not go on when it is repeated as it was. */
  private static String diskIsFull(Throwable thrown) {
    return "no space left on the disk%s: free some, then repeat the command (train: with --resume)"
        .formatted(
            causes(thrown)
                .filter(Failure::isDiskFull)
                .flatMap(cause -> fileOnDisk(cause).stream())
                .reduce((outer, inner) -> inner)
                .map(file -> " of " + file)
                .orElse(""));
  }

  /**
   * What could not be written, where that is said. TensorFlow goes on with advice about tensors
   * that has nothing to do with a disk.
   */
  private static Optional<String> fileOnDisk(Throwable thrown) {
    if (thrown instanceof FileSystemException system && system.getFile() != null) {
      return Optional.of(system.getFile());
    }
    String message = line(thrown);
    if (thrown.getCause() != null && message.equals(line(new Throwable(thrown.getCause())))) {
      return Optional.empty(); // it only repeats its cause, by name
    }
    String before = message.substring(0, message.indexOf(DISK_FULL)).strip();
    String file = before.replaceFirst("(;|:|: found)$", "");
    return file.isEmpty() || file.startsWith("cannot ") ? Optional.empty() : Optional.of(file);
  }

  private static String heapIsFull() {
    return "out of memory with a Java heap of %d MiB; give more by DMMSA_JAVA_OPTS=-Xmx8g"
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
  }

  /** TensorFlow's first line says which tensor there was no room for, and on which device. */
  private static String memoryIsFull(Throwable thrown) {
    return "out of memory: %s; a smaller micro_batch or batch_size takes less"
        .formatted(thrown.getMessage().strip().lines().findFirst().orElse(""));
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20);
  }

  private static String line(Throwable thrown) {
    return String.valueOf(thrown.getMessage())
        .strip()
        .replaceAll("\\s*\\R\\s*", " ")
        .replaceAll("\\p{Cntrl}", "?"); // what a file says must not steer a terminal
  }
}
