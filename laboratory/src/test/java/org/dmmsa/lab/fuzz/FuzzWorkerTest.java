package org.dmmsa.lab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;

class FuzzWorkerTest {
  private static String told(FuzzFormat.Reading reading, boolean warmUp) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new FuzzWorker("texts", 1, new PrintStream(out, true, StandardCharsets.UTF_8))
        .read(reading, Path.of("a.csv"), 5, warmUp);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String told(FuzzFormat.Reading reading) {
    return told(reading, false);
  }

  @Test
  void takesAndRefusalsAreRight() {
    assertThat(told(file -> {})).matches("< 5 TAKEN \\d+ \\d+ \\R");
    assertThat(told(refusing("found a, expected b")))
        .matches("< 5 REFUSED \\d+ \\d+ found a, expected b\\R");
  }

  private static FuzzFormat.Reading refusing(String message) {
    return file -> {
      throw new InvalidInputException(message);
    };
  }

  @Test
  void anyOtherExceptionIsAFault() {
    assertThat(
            told(
                file -> {
                  throw new IllegalStateException("odd");
                }))
        .contains("< 5 FAULT")
        .contains("java.lang.IllegalStateException: odd at org.dmmsa.lab.fuzz.FuzzWorkerTest");
    assertThat(
            told(
                file -> {
                  throw new StackOverflowError();
                }))
        .contains("< 5 FAULT");
    assertThat(
            told(
                file -> {
                  throw new OutOfMemoryError("Java heap space");
                }))
        .contains("< 5 HEAP");
  }

  @Test
  void moreThanASecondIsSlowButNotWhileClassesAreLoaded() {
    assertThat(told(FuzzWorkerTest::compute)).contains("< 5 SLOW 1");
    assertThat(told(FuzzWorkerTest::compute, true)).contains("< 5 TAKEN 0 ");
  }

  /** A second and a bit of processor time. */
  private static void compute(Path file) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + 1_050_000_000L;
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }
}
