package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.dmmsa.training.TrainingInterruptedException;
import org.junit.jupiter.api.Test;
import org.tensorflow.exceptions.TFResourceExhaustedException;

class FailureTest {
  @Test
  void theUsersMistakeIsOneLineAndTwo() {
    assertThat(Failure.of(new InvalidInputException("found a,\n  expected b")))
        .isEqualTo(new Failure(2, "found a, expected b", false));
    assertThat(Failure.of(new InvalidInputException("found \u001b[31m red")).message())
        .isEqualTo("found ?[31m red");
  }

  @Test
  void aFullDiskIsTheUsersWhoeverSaysSo() {
    String tensorflow = "R/best; No space left on device\n\t [[{{node Save}}]] Hint: tensors";
    assertThat(Failure.of(new IllegalStateException(new RuntimeException(tensorflow))))
        .isEqualTo(fullDisk(" of R/best"));
    IOException system = new IOException("No space left on device");
    assertThat(Failure.of(new UncheckedIOException(system))).isEqualTo(fullDisk(""));
    assertThat(Failure.of(AtomicFile.refusal(Path.of("R/x"), system)))
        .isEqualTo(fullDisk(" of R/x"));
    assertThat(
            Failure.of(
                new InvalidInputException(
                    "cannot make run folder R: No space left on device",
                    new FileSystemException("R", null, "No space left on device"))))
        .isEqualTo(fullDisk(" of R"));
    assertThat(
            Failure.of(
                new InvalidInputException(
                    "cannot write the export R/export/1: No space left on device", system)))
        .isEqualTo(fullDisk(""));
  }

  private static Failure fullDisk(String where) {
    return new Failure(
        2,
        "no space left on the disk"
            + where
            + ": free some, then repeat the command (train: with --resume)",
        false);
  }

  @Test
  void aFileThatCannotBeUsedIsNamed() {
    assertThat(Failure.of(new UncheckedIOException(new AccessDeniedException("R/x"))))
        .isEqualTo(new Failure(2, "R/x: cannot be used: no permission", false));
  }

  @Test
  void memoryGetsAdviceAndNoStackTrace() {
    Failure failure = Failure.of(new RuntimeException(new OutOfMemoryError("Java heap space")));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.message()).contains("-Xmx");
    assertThat(failure.ours()).isFalse();
  }

  /** The words are TensorFlow's, of a batch too large. */
  @Test
  void soDoesTheMemoryOfADevice() {
    String oom =
        "OOM when allocating tensor with shape[32,512,768] and type float on /device:GPU:0";
    String advice = "\nHint: If you want to see a list of allocated tensors when OOM happens";
    assertThat(Failure.of(new TFResourceExhaustedException(oom + advice)))
        .isEqualTo(
            new Failure(
                1,
                "out of memory: " + oom + "; a smaller micro_batch or batch_size takes less",
                false));
  }

  @Test
  void anInterruptedTrainingIs130() {
    assertThat(Failure.of(new TrainingInterruptedException("stopped")))
        .isEqualTo(new Failure(130, "stopped", false));
  }

  @Test
  void anythingElseIsOurs() {
    Failure failure = Failure.of(new IllegalStateException("no such op"));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.ours()).isTrue();
  }
}
