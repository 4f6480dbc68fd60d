package org.dmmsa.training.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSamplerTest {
  private static final int ROWS = 1000;

  /** Many short rows and a few very long ones, as in spoken clips. */
  private static final int[] LENGTHS =
      new Random(1)
          .doubles(ROWS)
          .mapToInt(u -> (int) (5 + 20 / Math.pow(1 - 0.99 * u, 0.6)))
          .toArray();

  private static BatchSampler shuffled(long seed) {
    return BatchSampler.shuffled(ROWS, row -> LENGTHS[row], 16, seed);
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
  @CsvSource({"1, 1", "5, 2", "16, 16", "17, 16", "1000, 64", "3, 100"})
  void everyRowIsInOneBatch(int rows, int batchSize) {
    for (BatchSampler plan :
        List.of(
            BatchSampler.shuffled(rows, row -> LENGTHS[row], batchSize, 3),
            BatchSampler.sorted(rows, row -> LENGTHS[row], batchSize))) {
      assertThat(plan.batches().stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, rows).boxed().toList());
      assertThat(plan.batches()).hasSize((rows + batchSize - 1) / batchSize);
      assertThat(plan.batches()).allMatch(batch -> batch.size() <= batchSize);
    }
  }

  @Test
  void noRowsAreNoBatches() {
    assertThat(BatchSampler.shuffled(0, row -> 1, 4, 1).batches()).isEmpty();
    assertThat(BatchSampler.sorted(0, row -> 1, 4).batches()).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSamePlanAndAnotherSeedAnother() {
    assertThat(shuffled(7)).isEqualTo(shuffled(7));
    List<List<Integer>> one = shuffled(7).batches();
    List<List<Integer>> other = shuffled(8).batches();
    assertThat(one).isNotEqualTo(other);
    assertThat(one).as("batches of the same rows").doesNotContainAnyElementsOf(other);
  }

  @Test
  void littleOfALongTailedDistributionIsPadding() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    java.util.Collections.shuffle(order, new Random(2));
    List<List<Integer>> careless = new ArrayList<>();
    for (int start = 0; start < ROWS; start += 16) {
      careless.add(order.subList(start, Math.min(ROWS, start + 16)));
    }
    assertThat(padding(careless)).isGreaterThan(0.5);
    assertThat(padding(shuffled(1).batches())).isLessThan(0.2);
    assertThat(padding(BatchSampler.sorted(ROWS, row -> LENGTHS[row], 16).batches()))
        .isLessThan(0.05);
  }

  @Test
  void trainingMeetsLongAndShortBatchesInAnyOrder() {
    List<Integer> longest =
        shuffled(5).batches().stream()
            .map(batch -> batch.stream().mapToInt(row -> LENGTHS[row]).max().orElseThrow())
            .toList();
    List<Integer> sorted = longest.stream().sorted().toList();
    assertThat(longest).isNotEqualTo(sorted);
    double firstHalf = longest.subList(0, 31).stream().mapToInt(i -> i).average().orElseThrow();
    double secondHalf = longest.subList(31, 62).stream().mapToInt(i -> i).average().orElseThrow();
    assertThat(firstHalf / secondHalf).isBetween(0.5, 2.0);
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
