package org.dmmsa.training.data.summary;

import java.util.Arrays;

/**
 * How the lengths of one split's sequences are spread, by nearest rank: the 90th percentile is a
 * length that occurs, and 90% of the rows are no longer. All 0 without rows.
 *
 * @param min shortest
 * @param median 50th percentile
 * @param p90 90th percentile
 * @param p99 99th percentile
 * @param max longest
 */
public record LengthSummary(int min, int median, int p90, int p99, int max) {

  static LengthSummary of(int[] lengths) {
    if (lengths.length == 0) {
      return new LengthSummary(0, 0, 0, 0, 0);
    }
    int[] sorted = lengths.clone();
    Arrays.sort(sorted);
    return new LengthSummary(
        sorted[0],
        percentile(sorted, 50),
        percentile(sorted, 90),
        percentile(sorted, 99),
        sorted[sorted.length - 1]);
  }

  private static int percentile(int[] sorted, int percent) {
    long rank = ((long) sorted.length * percent + 99) / 100;
    return sorted[(int) rank - 1];
  }
}
