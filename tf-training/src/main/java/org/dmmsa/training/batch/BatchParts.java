package org.dmmsa.training.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dmmsa.training.data.Split;

/**
 * A batch, whole or cut into micro-batches that fit into memory one at a time.
 *
 * @param parts at least one
 */
public record BatchParts(List<Batch> parts) implements AutoCloseable {

  /**
   * Assembles rows.
   *
   * @param targets what the network asks for
   * @param microBatch rows of a part; 0 for one part
   */
  public static BatchParts of(
      Batcher batcher, Split split, List<Integer> rows, Set<String> targets, int microBatch) {
    int step = microBatch == 0 ? rows.size() : microBatch;
    List<Batch> parts = new ArrayList<>();
    for (int start = 0; start < rows.size(); start += step) {
      List<Integer> part = rows.subList(start, Math.min(rows.size(), start + step));
      parts.add(batcher.batch(split, part, targets));
    }
    return new BatchParts(parts);
  }

  /** Rows of all parts. */
  public int size() {
    return parts.stream().mapToInt(Batch::size).sum();
  }

  @Override
  public void close() {
    parts.forEach(Batch::close);
  }
}
