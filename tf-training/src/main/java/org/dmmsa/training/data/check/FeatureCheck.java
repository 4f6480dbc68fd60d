package org.dmmsa.training.data.check;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;

/** Features that never change, are out of all proportion, and clips without any. */
final class FeatureCheck {
  /** Numbers so large drown all others where nothing normalizes them. */
  private static final float HUGE = 1e4f;

  /** Between the shares of blank clips of two splits. */
  private static final double UNLIKE = 0.1;

  private static final int SHOWN = 5;

  /** What one pass over a split's frames tells; blank clips have no say about features. */
  private static final class Pass {
    private final int rows;
    private final float[] lowest;
    private final float[] highest;
    private int blank;

    Pass(Split split, Frames frames) {
      rows = split.size();
      lowest = new float[frames.features()];
      highest = new float[frames.features()];
      Arrays.fill(lowest, Float.POSITIVE_INFINITY);
      Arrays.fill(highest, Float.NEGATIVE_INFINITY);
      for (int row = 0; row < rows; row++) {
        float[] values = new float[frames.length(row) * frames.features()];
        frames.read(row, frames.length(row), FloatBuffer.wrap(values));
        take(values);
      }
    }

    private void take(float[] values) {
      boolean zero = true;
      for (float value : values) {
        zero &= value == 0;
      }
      blank += zero ? 1 : 0;
      for (int i = 0; !zero && i < values.length; i++) {
        int feature = i % lowest.length;
        lowest[feature] = Math.min(lowest[feature], values[i]);
        highest[feature] = Math.max(highest[feature], values[i]);
      }
    }

    double blankShare() {
      return rows == 0 ? 0 : blank / (double) rows;
    }
  }

  private FeatureCheck() {}

  static List<Finding> check(Input input, List<Split> splits) {
    String what = input.key();
    List<Pass> passes = splits.stream().map(split -> new Pass(split, split.frames(input))).toList();
    List<Finding> findings = new ArrayList<>();
    blank(what, splits, passes, findings);
    features(what, passes.get(0), findings);
    return findings.isEmpty()
        ? List.of(Finding.fine(what, "every feature varies, no clip is blank"))
        : findings;
  }

  private static void blank(
      String what, List<Split> splits, List<Pass> passes, List<Finding> findings) {
    for (int i = 0; i < passes.size(); i++) {
      Pass pass = passes.get(i);
      if (pass.rows > 0 && pass.blank == pass.rows) {
        findings.add(
            Finding.error(
                what,
                "all %d clips of %s are 0 throughout: there is no %s to learn from or to measure with",
                pass.rows,
                splits.get(i).name(),
                what));
      } else if (pass.blank > 0) {
        findings.add(
            Finding.warning(
                what,
                "%d of %d clips of %s (%.0f%%) are 0 throughout",
                pass.blank,
                pass.rows,
                splits.get(i).name(),
                100 * pass.blankShare()));
      }
      if (Math.abs(pass.blankShare() - passes.get(0).blankShare()) > UNLIKE) {
        findings.add(
            Finding.warning(
                what,
                "blank clips are %.0f%% of %s and %.0f%% of train: what is learned with it hardly helps there",
                100 * pass.blankShare(),
                splits.get(i).name(),
                100 * passes.get(0).blankShare()));
      }
    }
  }

  private static void features(String what, Pass train, List<Finding> findings) {
    int all = train.lowest.length;
    List<Integer> dead =
        IntStream.range(0, all).filter(i -> train.lowest[i] == train.highest[i]).boxed().toList();
    boolean seen = train.blank < train.rows;
    if (seen && dead.size() == all) {
      findings.add(Finding.error(what, "all %d features have one value in all of train", all));
    } else if (!dead.isEmpty()) {
      findings.add(
          Finding.warning(
              what,
              "%d of %d features have one value in all of train: %s",
              dead.size(),
              all,
              some(dead)));
    }
    List<Integer> huge =
        IntStream.range(0, all)
            .filter(i -> Math.max(-train.lowest[i], train.highest[i]) > HUGE)
            .filter(i -> Float.isFinite(train.lowest[i]))
            .boxed()
            .toList();
    if (!huge.isEmpty()) {
      findings.add(
          Finding.warning(
              what,
              "%d of %d features go beyond %.0f in train, and nothing normalizes them: %s",
              huge.size(),
              all,
              HUGE,
              some(huge)));
    }
  }

  /** Features are counted from 0, as in the file. */
  private static String some(List<Integer> features) {
    return features.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "))
        + (features.size() > SHOWN ? ", …" : "");
  }
}
