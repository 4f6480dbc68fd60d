package org.dmmsa.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Precision;
import org.dmmsa.model.graph.Sessions;

/** What the processor of this machine can do. */
public final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

  /** How Linux calls instructions that multiply in bfloat16; without them it is slower. */
  private static final Pattern BFLOAT16 = Pattern.compile("\\b(avx512_bf16|amx_bf16)\\b");

  private Processor() {}

  /**
   * Asks for a processor that gains from the precision of these sessions.
   *
   * @throws InvalidInputException if this machine's does not, or does not say
   */
  public static void require(Sessions sessions) {
    if (sessions.precision().equals(Optional.of(Precision.BFLOAT16)) && !multipliesBfloat16()) {
      throw new InvalidInputException(
          "runtime.precision: found bfloat16 on a processor without avx512_bf16 and amx_bf16,"
              + " expected float32");
    }
  }

  /** Whether it multiplies in bfloat16, as far as the system says. */
  public static boolean multipliesBfloat16() {
    try {
      return Files.isReadable(DESCRIPTION) && multipliesBfloat16(Files.readString(DESCRIPTION));
    } catch (IOException e) {
      return false; // nothing is known of it
    }
  }

  /**
   * Whether a processor multiplies in bfloat16.
   *
   * @param description Linux's, of all processors
   */
  static boolean multipliesBfloat16(String description) {
    return BFLOAT16.matcher(description).find();
  }
}
