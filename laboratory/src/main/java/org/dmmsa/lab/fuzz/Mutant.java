package org.dmmsa.lab.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.dmmsa.savedmodel.stored.MetaGraphs;
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
    return files.get(random("file").nextInt(files.size()));
  }

  /** The damaged file: half of all graphs have wrong nodes, whatever else has wrong bytes. */
  byte[] of(Path file, byte[] whole) {
    boolean graph = file.endsWith(MetaGraphs.FILE) && random("kind").nextBoolean();
    return graph
        ? GraphMutator.mutate(whole, random("nodes"))
        : Mutator.mutate(whole, random("bytes"));
  }

  private Random random(String purpose) {
    return new Random(Seeds.of(seed, purpose, 0));
  }
}
