package org.dmmsa.tools.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of this process.
 *
 * @param heapBytes Java objects that a garbage collection left
 * @param residentBytes what the process holds of the machine's memory (Linux's {@code VmRSS}):
 *     native memory, and as much of the heap as was ever used and not given back; empty elsewhere
 */
public record MemoryUse(long heapBytes, OptionalLong residentBytes) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** Collects garbage, and looks. */
  static MemoryUse now() {
    System.gc();
    return new MemoryUse(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), residentBytes(STATUS));
  }

  static OptionalLong residentBytes(Path status) {
    try {
      Matcher found = RESIDENT.matcher(Files.readString(status));
      return found.find()
          ? OptionalLong.of(Long.parseLong(found.group(1)) << 10)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // not Linux
    }
  }
}
