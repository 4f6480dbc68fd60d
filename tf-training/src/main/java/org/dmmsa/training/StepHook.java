package org.dmmsa.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dmmsa.training.data.Split;

/**
 * What a training method does between steps. Everything that it remembers is saved with the
 * checkpoints, so that a training goes on exactly. The default does nothing.
 */
public interface StepHook {
  /** A method that remembers nothing. */
  StepHook NONE = new StepHook() {};

  /** Makes hooks that do nothing. */
  Factory NOTHING = (train, seed) -> NONE;

  /** Makes the hook of one training. */
  @FunctionalInterface
  interface Factory {
    /**
     * Begins.
     *
     * @param train the rows that are trained on
     * @param seed of the training
     */
    StepHook over(Split train, long seed);
  }

  /**
   * Before the first step of an epoch.
   *
   * @param epoch counted from 1
   * @param embeddings [rows][E] what the network now makes of each training row, without dropout;
   *     computed when asked for
   */
  default void epochStarts(int epoch, Supplier<float[][]> embeddings) {}

  /** The rows that a step, or a part of it, is made of, from those that the sampler chose. */
  default List<Integer> rows(List<Integer> sampled) {
    return sampled;
  }

  /** The targets that the network asks for and the data does not have, for these rows. */
  default Map<String, float[]> targets(List<Integer> rows) {
    return Map.of();
  }

  /**
   * After the gradients of these rows.
   *
   * @param signals what the network tells of them: by name, a vector for each row
   */
  default void stepDone(List<Integer> rows, Map<String, float[][]> signals) {}

  /** Writes what is remembered into a checkpoint's folder. */
  default void save(Path folder) {}

  /** Reads back what {@link #save} wrote. */
  default void restore(Path folder) {}
}
