package org.dmmsa.tools;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.dmmsa.model.graph.Devices;
import org.dmmsa.training.run.Processor;
import org.tensorflow.TensorFlow;

/**
 * What this machine has that matters here.
 *
 * @param java version, vendor and place
 * @param system name, version, architecture
 * @param cores that this process may use
 * @param memoryBytes of the machine or container
 * @param heapBytes the most that Java itself takes; tensors live outside it
 * @param tensorflow version of the native library
 * @param loadSeconds how long it took to load
 * @param devices that it finds
 * @param cudaBuild whether the native library is the one for GPUs
 * @param missingForGpu libraries that it would need and this process cannot open
 * @param bfloat16 whether the processor multiplies in it
 * @param nativeCache where native libraries are unpacked
 * @param nativeCacheBytes what is there
 * @param maven the command on the PATH
 */
record Machine(
    String java,
    String system,
    int cores,
    long memoryBytes,
    long heapBytes,
    String tensorflow,
    double loadSeconds,
    List<String> devices,
    boolean cudaBuild,
    List<String> missingForGpu,
    boolean bfloat16,
    Path nativeCache,
    long nativeCacheBytes,
    Optional<Path> maven) {
  /** Whether the library is one for GPUs and finds none. */
  boolean missesGpu() {
    return cudaBuild && devices.stream().noneMatch(device -> device.startsWith("GPU:"));
  }

  /** Looks; loads TensorFlow to do so. */
  static Machine look() {
    long start = System.nanoTime();
    TensorFlowStart.unheard(Devices::names);
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean cudaBuild = CudaLibraries.wanted();
    Path cache = cache();
    return new Machine(
        property("java.version") + ", " + property("java.vendor") + ", " + property("java.home"),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        TensorFlow.version(),
        seconds,
        Devices.names(),
        cudaBuild,
        cudaBuild ? CudaLibraries.missing() : List.of(),
        Processor.multipliesBfloat16(),
        cache,
        size(cache),
        onPath("mvn"));
  }

  private static String property(String name) {
    return System.getProperty(name);
  }

  private static Path cache() {
    try {
      return Loader.getCacheDir().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> onPath(String command) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder).resolve(command))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
