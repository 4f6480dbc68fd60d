package org.dmmsa.training.batch;

import java.util.function.IntToDoubleFunction;

/** The ways to draw the batches of an epoch of training. */
public enum BatchOrder {
  /** At random, as PyTorch's {@code DataLoader}, MMSA and ConFEDE do. */
  SHUFFLED {
    @Override
    public BatchSampler epoch(int rows, IntToDoubleFunction length, int batchSize, long seed) {
      return BatchSampler.shuffled(rows, batchSize, seed);
    }
  },
  /** Nearly at random: by length inside random windows of a few batches. */
  WINDOWED {
    @Override
    public BatchSampler epoch(int rows, IntToDoubleFunction length, int batchSize, long seed) {
      return BatchSampler.windowed(rows, length, batchSize, seed);
    }
  },
  /** Rows of like length together: the fastest, and the least random. */
  BY_LENGTH {
    @Override
    public BatchSampler epoch(int rows, IntToDoubleFunction length, int batchSize, long seed) {
      return BatchSampler.byLength(rows, length, batchSize, seed);
    }
  };

  /**
   * The batches of one epoch; their number is the same in all orders.
   *
   * @param length of a row, in any unit above 0
   * @param batchSize rows of a batch, at most
   * @param seed the same seed gives the same batches
   */
  public abstract BatchSampler epoch(
      int rows, IntToDoubleFunction length, int batchSize, long seed);
}
