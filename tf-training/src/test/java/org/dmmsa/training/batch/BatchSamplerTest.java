package org.dmmsa.training.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSamplerTest {
  private static final int ROWS = 1000;

  /** Many short rows and a few very long ones, as in spoken clips. */
  private static final int[] LENGTHS =
      new Random(1)
          .doubles(ROWS)
          .mapToInt(u -> (int) (5 + 20 / Math.pow(1 - 0.99 * u, 0.6)))
          .toArray();

  private static BatchSampler byLength(long seed) {
    return BatchSampler.byLength(ROWS, row -> LENGTHS[row], 16, seed);
  }

  /** The share of a plan's cells that is padding when each batch is padded to its longest. */
  private static double padding(List<List<Integer>> batches) {
    long cells = 0;
    long used = 0;
    for (List<Integer> batch : batches) {
      int longest = batch.stream().mapToInt(row -> LENGTHS[row]).max().orElseThrow();
      cells += (long) longest * batch.size();
      used += batch.stream().mapToInt(row -> LENGTHS[row]).sum();
    }
    return 1 - (double) used / cells;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 2", "16, 16", "17, 16", "1000, 64", "3, 100", "8, 2147483647"})
  void everyRowIsInOneBatch(int rows, int batchSize) {
    List<BatchSampler> plans = new ArrayList<>();
    plans.add(BatchSampler.sorted(rows, row -> LENGTHS[row], batchSize));
    for (BatchOrder order : BatchOrder.values()) {
      plans.add(order.epoch(rows, row -> LENGTHS[row], batchSize, 3));
    }
    for (BatchSampler plan : plans) {
      assertThat(plan.batches().stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, rows).boxed().toList());
      assertThat(plan.batches()).hasSize((int) Math.ceil((double) rows / batchSize));
      assertThat(plan.batches()).allMatch(batch -> batch.size() <= batchSize);
    }
  }

  @Test
  void noRowsAreNoBatches() {
    for (BatchOrder order : BatchOrder.values()) {
      assertThat(order.epoch(0, row -> 1, 4, 1).batches()).isEmpty();
    }
    assertThat(BatchSampler.sorted(0, row -> 1, 4).batches()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(BatchOrder.class)
  void theSameSeedGivesTheSamePlanAndAnotherSeedAnother(BatchOrder order) {
    IntToDoubleFunction length = row -> LENGTHS[row];
    List<List<Integer>> one = order.epoch(ROWS, length, 16, 7).batches();
    List<List<Integer>> other = order.epoch(ROWS, length, 16, 8).batches();
    assertThat(order.epoch(ROWS, length, 16, 7).batches()).isEqualTo(one);
    assertThat(one).isNotEqualTo(other);
    assertThat(one).as("batches of the same rows").doesNotContainAnyElementsOf(other);
  }

  @Test
  void littleOfALongTailedDistributionIsPadding() {
    IntToDoubleFunction length = row -> LENGTHS[row];
    assertThat(padding(BatchSampler.shuffled(ROWS, 16, 2).batches())).isGreaterThan(0.5);
    assertThat(padding(BatchSampler.windowed(ROWS, length, 16, 2).batches())).isLessThan(0.35);
    assertThat(padding(byLength(1).batches())).isLessThan(0.2);
    assertThat(padding(BatchSampler.sorted(ROWS, row -> LENGTHS[row], 16).batches()))
        .isLessThan(0.05);
  }

  @Test
  void trainingMeetsLongAndShortBatchesInAnyOrder() {
    List<Integer> longest =
        byLength(5).batches().stream()
            .map(batch -> batch.stream().mapToInt(row -> LENGTHS[row]).max().orElseThrow())
            .toList();
    List<Integer> sorted = longest.stream().sorted().toList();
    assertThat(longest).isNotEqualTo(sorted);
    double firstHalf = longest.subList(0, 31).stream().mapToInt(i -> i).average().orElseThrow();
    double secondHalf = longest.subList(31, 62).stream().mapToInt(i -> i).average().orElseThrow();
    assertThat(firstHalf / secondHalf).isBetween(0.5, 2.0);
  }

  /**
   * A row of length l is sorted as one of 0.85·l to 1.15·(l + 1), so it can be behind a row that is
   * longer by 1.15 / 0.85, and behind no other.
   */
  @Test
  void byLengthARowMovesAsFarAsItsBlurAndNoFurther() {
    double furthest = 0;
    for (int epoch = 0; epoch < 20; epoch++) {
      List<List<Integer>> batches = byLength(epoch).batches();
      for (List<Integer> one : batches) {
        for (List<Integer> other : batches) {
          if (one != other) { // one of them was cut before the other
            furthest = Math.max(furthest, Math.min(moved(one, other), moved(other, one)));
          }
        }
      }
    }
    assertThat(furthest).isBetween(0.85 * 1.15 / 0.85, 1.15 / 0.85);
  }

  /** How much longer a row of the first batch is than one of the second. */
  private static double moved(List<Integer> first, List<Integer> second) {
    int longest = first.stream().mapToInt(row -> LENGTHS[row]).max().orElseThrow();
    int shortest = second.stream().mapToInt(row -> LENGTHS[row]).min().orElseThrow();
    return longest / (shortest + 1.0);
  }

  private static double meanLength(List<Integer> batch) {
    return batch.stream().mapToInt(row -> LENGTHS[row]).average().orElseThrow();
  }

  /** In the order of windows, a batch would nearly always be longer than the one before it. */
  @Test
  void batchesOfWindowsComeInAnyOrder() {
    int longer = 0;
    int pairs = 0;
    for (int epoch = 0; epoch < 10; epoch++) {
      List<List<Integer>> batches =
          BatchSampler.windowed(ROWS, row -> LENGTHS[row], 16, epoch).batches();
      for (int i = 1; i < batches.size(); i++) {
        longer += meanLength(batches.get(i)) > meanLength(batches.get(i - 1)) ? 1 : 0;
        pairs++;
      }
    }
    assertThat((double) longer / pairs).isBetween(0.4, 0.6);
  }

  /** Rows as many as CMU-MOSI has for training: a remainder of 4 in batches of 16 to 128. */
  private static final int MOSI = 1284;

  private static final IntToDoubleFunction TEXT = row -> LENGTHS[row % ROWS];

  /** The mean weight that each row has in the mean losses of its batches, over 100 epochs. */
  private static double[] weights(BatchOrder order, int batchSize) {
    double[] weights = new double[MOSI];
    for (int epoch = 0; epoch < 100; epoch++) {
      List<List<Integer>> batches = order.epoch(MOSI, TEXT, batchSize, epoch).batches();
      for (List<Integer> batch : batches) {
        for (int row : batch) {
          weights[row] += (double) MOSI / batches.size() / batch.size() / 100;
        }
      }
    }
    return weights;
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64, 128})
  void inWindowsNoRowWeighsMoreThanOthers(int batchSize) {
    assertThat(Arrays.stream(weights(BatchOrder.WINDOWED, batchSize)))
        .allMatch(w -> w > 0.95 && w < 1.05);
    int size = MOSI / ((MOSI + batchSize - 1) / batchSize); // 116 of 128, 61 of 64, ...
    assertThat(BatchSampler.windowed(MOSI, TEXT, batchSize, 1).batches())
        .allMatch(batch -> batch.size() == size || batch.size() == size + 1);
  }

  @Test
  void whatIsLeftOverAtRandomIsAnyRowAndByLengthTheLongest() {
    double[] shuffled = weights(BatchOrder.SHUFFLED, 16);
    double[] byLength = weights(BatchOrder.BY_LENGTH, 16);
    List<Integer> most = IntStream.range(0, MOSI).filter(row -> byLength[row] > 2).boxed().toList();
    assertThat(most).isNotEmpty().allMatch(row -> TEXT.applyAsDouble(row) > 150);
    assertThat(IntStream.range(0, MOSI).filter(row -> shuffled[row] > 1.02).count())
        .as("rows that were left over in some of 100 epochs, 4 in each")
        .isBetween(300L, 400L);
  }

  /**
   * Labels that go with length make means of batches differ: by as much as chance alone gives if
   * rows are drawn at random, deviation / sqrt(batch).
   */
  @Test
  void batchesOf128AreAsAlikeInWindowsAsAtRandom() {
    double chance = Math.sqrt(1 - 128.0 / MOSI) / Math.sqrt(128);
    assertThat(spread(BatchOrder.SHUFFLED)).isBetween(0.85 * chance, 1.1 * chance);
    assertThat(spread(BatchOrder.WINDOWED)).isBetween(0.85 * chance, 1.15 * chance);
    assertThat(spread(BatchOrder.BY_LENGTH)).isGreaterThan(2 * chance);
  }

  /** The deviation of whole batches' mean labels, of labels with mean 0 and deviation 1. */
  private static double spread(BatchOrder order) {
    double[] labels = new double[MOSI];
    Random random = new Random(3);
    double mean = IntStream.range(0, MOSI).mapToDouble(r -> Math.log(TEXT.applyAsDouble(r))).sum();
    for (int row = 0; row < MOSI; row++) {
      double length = Math.log(TEXT.applyAsDouble(row)) - mean / MOSI;
      labels[row] = -0.5 * length + 0.9 * random.nextGaussian();
    }
    double squares = 0;
    int count = 0;
    for (int epoch = 0; epoch < 50; epoch++) {
      for (List<Integer> batch : order.epoch(MOSI, TEXT, 128, epoch).batches()) {
        if (batch.size() > 100) {
          double sum = batch.stream().mapToDouble(row -> labels[row]).sum();
          squares += sum / batch.size() * (sum / batch.size());
          count++;
        }
      }
    }
    return Math.sqrt(squares / count);
  }

  @Test
  void scoringStartsWithTheLongestRowSoThatMemoryIsShortAtOnce() {
    IntToDoubleFunction length = row -> LENGTHS[row];
    List<Integer> order =
        BatchSampler.sorted(ROWS, length, 16).batches().stream().flatMap(List::stream).toList();
    for (int i = 1; i < ROWS; i++) {
      assertThat(LENGTHS[order.get(i)]).isLessThanOrEqualTo(LENGTHS[order.get(i - 1)]);
    }
  }
}
