package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingInterruptedException;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void theUsersMistakeIsOneLineAndTwo() {
    assertThat(Failure.of(new InvalidInputException("found a,\n  expected b")))
        .isEqualTo(new Failure(2, "found a, expected b", false));
  }

  @Test
  void aFullDiskIsTheUsersWhoeverSaysSo() {
    String tensorflow = "R/best; No space left on device\n\t [[{{node Save}}]] Hint: tensors";
    assertThat(Failure.of(new IllegalStateException(new RuntimeException(tensorflow))))
        .isEqualTo(
            new Failure(
                2, "found a full disk, expected room for R/best; No space left on device", false));
    assertThat(Failure.of(new UncheckedIOException(new IOException("No space left on device"))))
        .extracting(Failure::exitCode)
        .isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeUsedIsNamed() {
    assertThat(Failure.of(new UncheckedIOException(new AccessDeniedException("R/x"))))
        .isEqualTo(new Failure(2, "R/x: cannot be used: AccessDeniedException", false));
  }

  @Test
  void memoryGetsAdviceAndNoStackTrace() {
    Failure failure = Failure.of(new RuntimeException(new OutOfMemoryError("Java heap space")));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.message()).contains("-Xmx");
    assertThat(failure.ours()).isFalse();
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
