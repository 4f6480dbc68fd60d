package org.dmmsa.tools.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.dmmsa.training.Seeds;

/**
 * One damaged file of a format, the same wherever it is made.
 *
 * @param seed its own
 */
record Mutant(long seed) {
  static Mutant of(String format, long seed, int number) {
    return new Mutant(Seeds.of(seed, format, number));
  }

  /** Which of the whole files it is made of. */
  Path file(List<Path> files) {
    return files.get(new Random(seed).nextInt(files.size()));
  }

  byte[] of(byte[] whole) {
    return Mutator.mutate(whole, seed);
  }
}
