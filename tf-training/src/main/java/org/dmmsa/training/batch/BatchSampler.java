package org.dmmsa.training.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/**
 * Which rows go into which batch: rows of like length together, so that little of a batch is
 * padding.
 *
 * @param batches row numbers, every row of the split once
 */
public record BatchSampler(List<List<Integer>> batches) {
  /** How far a row may move among rows of other length, as a share of its length. */
  private static final double JITTER = 0.15;

  /**
   * A plan for one epoch of training: lengths are blurred at random before rows are sorted by them,
   * so that batches differ between epochs, and the batches come in random order.
   *
   * @param length of a row, in any unit above 0
   * @param seed the same seed gives the same plan
   */
  public static BatchSampler shuffled(
      int rows, IntToDoubleFunction length, int batchSize, long seed) {
    Random random = new Random(seed);
    double[] blurred = new double[rows];
    for (int row = 0; row < rows; row++) {
      double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
      blurred[row] = (length.applyAsDouble(row) + random.nextDouble()) * factor;
    }
    List<List<Integer>> batches = chunks(sorted(rows, row -> blurred[row]), batchSize);
    Collections.shuffle(batches, random);
    return new BatchSampler(batches);
  }

  /** A plan for scoring: by length, the longest first, always the same. */
  public static BatchSampler sorted(int rows, IntToDoubleFunction length, int batchSize) {
    return new BatchSampler(chunks(sorted(rows, row -> -length.applyAsDouble(row)), batchSize));
  }

  private static List<Integer> sorted(int rows, IntToDoubleFunction key) {
    Integer[] order = new Integer[rows];
    Arrays.setAll(order, row -> row);
    Arrays.sort(order, Comparator.comparingDouble(key::applyAsDouble));
    return Arrays.asList(order);
  }

  private static List<List<Integer>> chunks(List<Integer> order, int batchSize) {
    List<List<Integer>> batches = new ArrayList<>();
    for (int start = 0; start < order.size(); start += batchSize) {
      int end = Math.min(order.size(), start + batchSize);
      batches.add(List.copyOf(order.subList(start, end)));
    }
    return batches;
  }
}
