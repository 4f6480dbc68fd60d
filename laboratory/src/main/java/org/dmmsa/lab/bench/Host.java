package org.dmmsa.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.graph.Devices;
import org.tensorflow.TensorFlow;

/**
 * The machine that figures are of.
 *
 * @param cores that this process may use
 * @param cpu its name, where the system tells it
 * @param system name and architecture
 * @param tensorflow version of the native library
 * @param java version and vendor
 * @param devices that TensorFlow finds, as in {@code GPU:0}
 * @param threads that TensorFlow was given; 0 for one a core
 */
public record Host(
    int cores,
    Optional<String> cpu,
    String system,
    String tensorflow,
    String java,
    List<String> devices,
    int threads) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This one. */
  public static Host look(int threads) {
    return new Host(
        Runtime.getRuntime().availableProcessors(),
        cpuName(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        TensorFlow.version(),
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
        Devices.names(),
        threads);
  }

  private static Optional<String> cpuName() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // only Linux has it
    }
  }
}
