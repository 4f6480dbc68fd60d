package org.dmmsa.tools;

import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingInterruptedException;

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
    Optional<String> full =
        causes(thrown)
            .map(Failure::line)
            .filter(Failure::isDiskFull)
            .reduce((outer, inner) -> inner);
    if (full.isPresent()) {
      return new Failure(
          ExitCode.REFUSED,
          "found a full disk, expected room for " + untilDiskFull(full.get()),
          false);
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
    String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    return new Failure(ExitCode.REFUSED, e.getFile() + ": cannot be used: " + reason, false);
  }

  private static boolean isDiskFull(String message) {
    return message.contains(DISK_FULL);
  }

  /** TensorFlow goes on with advice about tensors that has nothing to do with a disk. */
  private static String untilDiskFull(String message) {
    return message.substring(0, message.indexOf(DISK_FULL) + DISK_FULL.length());
  }

  private static String heapIsFull() {
    return "out of memory with a Java heap of %d MiB; give more by DMMSA_JAVA_OPTS=-Xmx8g"
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20);
  }

  private static String line(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
