package org.dmmsa.model.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.dmmsa.model.InvalidInputException;

/**
 * What numbers a session computes matrix products in. Weights, their updates, checkpoints and
 * exports are in single precision either way.
 */
public enum Precision {
  /** Single precision throughout. */
  FLOAT32,

  /**
   * Matrix products, and what lies between them and is safe, in bfloat16: 8 bits of mantissa in
   * place of 24, the range of single precision, so that losses need no scaling (Micikevicius et al.
   * 2018; Kalamkar et al. 2019). TensorFlow's own rewrite of the graph for oneDNN chooses the ops.
   */
  BFLOAT16;

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** How Linux calls instructions that multiply in bfloat16; without them it is slower. */
  private static final Pattern INSTRUCTIONS = Pattern.compile("\\b(avx512_bf16|amx_bf16)\\b");

  /**
   * Asks for a processor that gains from this precision.
   *
   * @throws InvalidInputException if this machine has none, or does not say
   */
  void requireProcessor() {
    if (this == BFLOAT16 && !bfloat16IsFast()) {
      throw new InvalidInputException(
          "runtime.precision: found bfloat16 on a processor without avx512_bf16 and amx_bf16,"
              + " expected float32");
    }
  }

  /** Whether this machine multiplies in bfloat16, as far as it says. */
  public static boolean bfloat16IsFast() {
    try {
      return Files.isReadable(PROCESSORS) && multipliesBfloat16(Files.readString(PROCESSORS));
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
    return INSTRUCTIONS.matcher(description).find();
  }
}
