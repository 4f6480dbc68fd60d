package org.dmmsa.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dmmsa.model.ConfigCheck;

/**
 * A part of the training split: how results depend on the amount of data (the paper's Table 4).
 * With one seed, a smaller part lies within every larger one.
 *
 * @param fraction of the rows, above 0 and up to 1; the number of rows is rounded, and at least 1
 * @param seed of the choice; not that of the training, so that all seeds learn from the same rows
 */
public record TrainSubset(double fraction, long seed) {
  public TrainSubset {
    ConfigCheck.require(
        fraction > 0 && fraction <= 1, "fraction", fraction, "a number above 0, at most 1");
  }

  /** The chosen rows of so many, in their order. */
  List<Integer> rows(int of) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, of).boxed().toList());
    Collections.shuffle(all, new Random(seed));
    int kept = (int) Math.max(1, Math.round(fraction * of));
    return all.subList(0, kept).stream().sorted().toList();
  }
}
