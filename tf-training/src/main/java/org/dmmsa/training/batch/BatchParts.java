package org.dmmsa.training.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
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
   * @param sampled the rows that were chosen
   * @param withOthers adds to rows of a part those that its method wants beside them
   * @param targets what the network asks for
   * @param microBatch chosen rows of a part; 0 for one part
   */
  public static BatchParts of(
      Batcher batcher,
      Split split,
      List<Integer> sampled,
      UnaryOperator<List<Integer>> withOthers,
      Set<String> targets,
      int microBatch) {
    int step = microBatch == 0 ? sampled.size() : microBatch;
    List<Batch> parts = new ArrayList<>();
    for (int start = 0; start < sampled.size(); start += step) {
      List<Integer> part = sampled.subList(start, Math.min(sampled.size(), start + step));
      parts.add(batcher.batch(split, withOthers.apply(part), targets));
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
