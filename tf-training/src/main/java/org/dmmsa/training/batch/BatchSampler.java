package org.dmmsa.training.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/**
 * The rows of each batch, for one pass over a split.
 *
 * @param batches row numbers, every row of the split once
 */
public record BatchSampler(List<List<Integer>> batches) {
  /** How far a row may move among rows of other length, as a share of its length. */
  private static final double JITTER = 0.15;

  /** Rows that {@link #windowed} sorts together, unless a batch has more. */
  private static final int WINDOW = 128;

  /**
   * Rows in random order, cut into batches: what PyTorch's {@code DataLoader} does with {@code
   * shuffle=True}, and with it MMSA and ConFEDE. The last batch has the rows that are left over.
   *
   * @param batchSize rows of a batch
   * @param seed the same seed gives the same batches
   */
  public static BatchSampler shuffled(int rows, int batchSize, long seed) {
    return new BatchSampler(chunks(shuffled(rows, new Random(seed)), batchSize));
  }

  /**
   * Rows in random order, sorted by length only inside windows of {@value #WINDOW} rows, or of one
   * batch where that is more. Batches are as equal in size as can be, so that no row weighs more
   * than others in the mean loss of its batch; they come in random order.
   *
   * @param length of a row, in any unit above 0
   * @param batchSize rows of a batch, at most
   * @param seed the same seed gives the same batches
   */
  public static BatchSampler windowed(
      int rows, IntToDoubleFunction length, int batchSize, long seed) {
    Random random = new Random(seed);
    List<Integer> order = shuffled(rows, random);
    List<Integer> sizes = new ArrayList<>(shares(rows, parts(rows, batchSize)));
    Collections.shuffle(sizes, random);
    List<List<Integer>> batches = new ArrayList<>();
    int row = 0;
    int batch = 0;
    for (int count : shares(sizes.size(), parts(rows, Math.max(WINDOW, batchSize)))) {
      List<Integer> own = sizes.subList(batch, batch + count);
      int end = row + own.stream().mapToInt(size -> size).sum();
      batches.addAll(cut(sorted(order.subList(row, end), length), own));
      row = end;
      batch += count;
    }
    Collections.shuffle(batches, random);
    return new BatchSampler(batches);
  }

  /**
   * Rows of like length together, so that little of a batch is padding: lengths are blurred at
   * random before all rows are sorted by them, and the batches come in random order. The longest
   * rows are always those that are left over, in a smaller batch.
   *
   * @param length of a row, in any unit above 0
   * @param seed the same seed gives the same batches
   */
  public static BatchSampler byLength(
      int rows, IntToDoubleFunction length, int batchSize, long seed) {
    Random random = new Random(seed);
    double[] blurred = new double[rows];
    for (int row = 0; row < rows; row++) {
      double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
      blurred[row] = (length.applyAsDouble(row) + random.nextDouble()) * factor;
    }
    List<List<Integer>> batches = chunks(sorted(all(rows), row -> blurred[row]), batchSize);
    Collections.shuffle(batches, random);
    return new BatchSampler(batches);
  }

  /** Rows by length for scoring, the longest first, always the same. */
  public static BatchSampler sorted(int rows, IntToDoubleFunction length, int batchSize) {
    return new BatchSampler(
        chunks(sorted(all(rows), row -> -length.applyAsDouble(row)), batchSize));
  }

  private static List<Integer> all(int rows) {
    Integer[] order = new Integer[rows];
    Arrays.setAll(order, row -> row);
    return Arrays.asList(order);
  }

  private static List<Integer> shuffled(int rows, Random random) {
    List<Integer> order = all(rows);
    Collections.shuffle(order, random);
    return order;
  }

  private static List<Integer> sorted(List<Integer> rows, IntToDoubleFunction key) {
    return rows.stream().sorted(Comparator.comparingDouble(key::applyAsDouble)).toList();
  }

  /** How many parts of at most this size it takes. */
  private static int parts(int whole, int size) {
    return whole == 0 ? 0 : (whole - 1) / size + 1; // a size may be the largest integer
  }

  /** A number in whole parts that differ by 1 at most. */
  private static List<Integer> shares(int whole, int parts) {
    List<Integer> shares = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      shares.add(whole / parts + (part < whole % parts ? 1 : 0));
    }
    return shares;
  }

  private static List<List<Integer>> chunks(List<Integer> order, int batchSize) {
    List<Integer> sizes = new ArrayList<>();
    for (int start = 0; start < order.size(); start += batchSize) {
      sizes.add(Math.min(batchSize, order.size() - start));
    }
    return cut(order, sizes);
  }

  private static List<List<Integer>> cut(List<Integer> order, List<Integer> sizes) {
    List<List<Integer>> batches = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      batches.add(List.copyOf(order.subList(start, start + size)));
      start += size;
    }
    return batches;
  }
}
