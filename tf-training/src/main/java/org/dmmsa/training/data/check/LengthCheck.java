package org.dmmsa.training.data.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.dmmsa.training.data.Split;

/** Sequences that were cut, and a few that are far longer than the others. */
final class LengthCheck {
  /** Tukey's fence for what lies far out, in interquartile ranges above the third quartile. */
  private static final double FENCE = 3;

  /** Of a split's rows. */
  private static final double MANY = 0.01;

  private LengthCheck() {}

  /**
   * Checks the lengths of one kind of sequence.
   *
   * @param what as in "audio frames"
   * @param lengths of a split's rows
   * @param reserved positions that a split has for a row
   */
  static List<Finding> check(
      String what,
      List<Split> splits,
      Function<Split, IntUnaryOperator> lengths,
      ToIntFunction<Split> reserved) {
    List<Finding> findings = new ArrayList<>();
    for (Split split : splits) {
      IntUnaryOperator length = lengths.apply(split);
      int[] all = IntStream.range(0, split.size()).map(length).toArray();
      cut(what, split, all, reserved.applyAsInt(split), findings);
      outliers(what, split, all, findings);
    }
    return findings.isEmpty()
        ? List.of(Finding.fine(what, "lengths have no outliers and are not cut"))
        : findings;
  }

  private static void cut(
      String what, Split split, int[] all, int reserved, List<Finding> findings) {
    long full = Arrays.stream(all).filter(length -> length == reserved).count();
    boolean vary = Arrays.stream(all).distinct().count() > 1;
    if (vary && full > MANY * all.length) {
      findings.add(
          Finding.warning(
              what,
              "%d of %d clips of %s fill all %d positions: they were probably longer, and cut",
              full,
              all.length,
              split.name(),
              reserved));
    }
  }

  private static void outliers(String what, Split split, int[] all, List<Finding> findings) {
    int[] sorted = all.clone();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return;
    }
    int first = sorted[sorted.length / 4];
    int third = sorted[3 * sorted.length / 4];
    double fence = third + FENCE * Math.max(1, third - first);
    List<Integer> far =
        IntStream.range(0, all.length).filter(row -> all[row] > fence).boxed().toList();
    if (!far.isEmpty()) {
      int longest = far.stream().max((a, b) -> all[a] - all[b]).orElseThrow();
      findings.add(
          Finding.warning(
              what,
              "%d of %d clips of %s are far longer than the others (above %.0f; half lie between %d and %d): \"%s\" has %d",
              far.size(),
              all.length,
              split.name(),
              fence,
              first,
              third,
              split.id(longest),
              all[longest]));
    }
  }
}
