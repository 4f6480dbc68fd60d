package org.dmmsa.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.recipe.Retrieval.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings are points on a circle, so that the nearest rows can be read off. */
class NeighboursTest {
  private static final float[] LABELS = {1, 1, 1, 1, -1, -1, -1, -1};

  /** By row, in degrees. */
  private static final int[] ANGLES = {0, 10, 40, 70, 15, 50, 100, 160};

  @TempDir private Path folder;

  private static float[][] circle(int... degrees) {
    float[][] points = new float[degrees.length][];
    for (int row = 0; row < degrees.length; row++) {
      double angle = Math.toRadians(degrees[row]);
      float radius = row + 1; // cosines do not see it
      points[row] =
          new float[] {radius * (float) Math.cos(angle), radius * (float) Math.sin(angle)};
    }
    return points;
  }

  private static Neighbours neighbours(int every, int candidates, boolean faithful) {
    return new Neighbours(new Retrieval(every, candidates, Match.ROUNDED, faithful), LABELS, 1);
  }

  private static Set<Integer> set(List<Integer> rows, int from) {
    return new HashSet<>(rows.subList(from, from + 2));
  }

  @Test
  void behindARowStandTwoNearWithItsLabelTwoFarAndTwoNearWithAnother() {
    Neighbours neighbours = neighbours(1, 2, false);
    neighbours.epochStarts(1, () -> circle(ANGLES));
    List<Integer> rows = neighbours.rows(List.of(0, 7));
    assertThat(rows).hasSize(14);
    assertThat(rows.get(0)).isEqualTo(0);
    assertThat(set(rows, 1)).containsExactlyInAnyOrder(1, 2);
    assertThat(set(rows, 3)).containsExactlyInAnyOrder(7, 6);
    assertThat(set(rows, 5)).containsExactlyInAnyOrder(4, 5);
    assertThat(rows.get(7)).isEqualTo(7);
    assertThat(set(rows, 8)).containsExactlyInAnyOrder(6, 5);
    assertThat(set(rows, 10)).containsExactlyInAnyOrder(0, 1);
    assertThat(set(rows, 12)).containsExactlyInAnyOrder(3, 2);
  }

  /** Row 0's ranks are 0 1 4 2 5 3 6 7; ConFEDE keeps the ranks where the label is right. */
  @Test
  void faithfulNeighboursAreTheRanksThemselves() {
    Neighbours neighbours = neighbours(1, 2, true);
    neighbours.epochStarts(1, () -> circle(ANGLES));
    List<Integer> rows = neighbours.rows(List.of(0));
    assertThat(set(rows, 1)).containsExactlyInAnyOrder(1, 3);
    assertThat(set(rows, 3)).containsExactlyInAnyOrder(7, 6);
    assertThat(set(rows, 5)).containsExactlyInAnyOrder(2, 4);
  }

  @Test
  void drawsDifferFromEpochToEpochAndAreTheSameForOneSeed() {
    List<List<Integer>> epochs = new ArrayList<>();
    Neighbours first = neighbours(100, 3, false);
    Neighbours second = neighbours(100, 3, false);
    for (int epoch = 1; epoch <= 8; epoch++) {
      first.epochStarts(epoch, () -> circle(ANGLES));
      second.epochStarts(epoch, () -> circle(ANGLES));
      epochs.add(first.rows(List.of(3)));
      assertThat(second.rows(List.of(0, 3)).subList(7, 14)).isEqualTo(first.rows(List.of(3)));
    }
    assertThat(new HashSet<>(epochs)).hasSizeGreaterThan(2);
  }

  @Test
  void areFoundAnewEveryFewEpochsOnly() {
    Neighbours neighbours = neighbours(2, 2, false);
    Supplier<float[][]> never =
        () -> {
          throw new AssertionError("asked for embeddings");
        };
    neighbours.epochStarts(1, () -> circle(ANGLES));
    neighbours.epochStarts(2, never);
    assertThat(set(neighbours.rows(List.of(0)), 1)).containsExactlyInAnyOrder(1, 2);
    int[] turned = {0, 90, 100, 10, 15, 50, 20, 160};
    neighbours.epochStarts(3, () -> circle(turned));
    assertThat(set(neighbours.rows(List.of(0)), 1)).containsExactlyInAnyOrder(3, 1);
  }

  @Test
  void goOnFromACheckpointInTheMiddleOfAnEpoch() {
    Neighbours whole = neighbours(2, 3, false);
    whole.epochStarts(1, () -> circle(ANGLES));
    whole.epochStarts(2, () -> circle(ANGLES));
    whole.save(folder);
    Neighbours resumed = neighbours(2, 3, false);
    resumed.restore(folder);
    assertThat(resumed.rows(List.of(5, 2))).isEqualTo(whole.rows(List.of(5, 2)));
    Neighbours other =
        new Neighbours(new Retrieval(2, 3, Match.ROUNDED, false), new float[] {1, 2, 3}, 1);
    assertThatThrownBy(() -> other.restore(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("found rows 8, expected 3, in ");
  }

  /** Halves round to the even number; -0 is 0. */
  @Test
  void labelsAreRoundedOrComparedAsTheyAre() {
    float[] labels = {0.5f, -0.5f, -0.2f, 1.5f, 2.4f};
    Neighbours rounded = new Neighbours(new Retrieval(1, 2, Match.ROUNDED, false), labels, 1);
    rounded.epochStarts(1, () -> circle(0, 1, 2, 3, 4));
    assertThat(set(rounded.rows(List.of(0)), 1)).containsExactlyInAnyOrder(1, 2);
    assertThat(rounded.rows(List.of(3)).subList(1, 3)).containsExactly(4, 4);
    Neighbours exact = new Neighbours(new Retrieval(1, 2, Match.EXACT, false), labels, 1);
    exact.epochStarts(1, () -> circle(0, 1, 2, 3, 4));
    assertThat(exact.rows(List.of(0)).subList(1, 3)).containsExactly(0, 0);
    assertThat(set(exact.rows(List.of(0)), 5)).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void rowsThatAllHaveOneLabelAreRefused() {
    Retrieval retrieval = new Retrieval(1, 2, Match.ROUNDED, false);
    assertThatThrownBy(() -> new Neighbours(retrieval, new float[] {0.1f, -0.2f}, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "retrieval: found one label, 0.0, in all 2 training rows, expected at least two");
    assertThatThrownBy(() -> new Retrieval(1, 1, Match.EXACT, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("candidates: found 1, expected at least 2");
    assertThatThrownBy(() -> new Retrieval(0, 2, Match.EXACT, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("every: found 0, expected at least 1");
  }
}
