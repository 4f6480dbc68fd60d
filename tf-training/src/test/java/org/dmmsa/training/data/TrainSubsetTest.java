package org.dmmsa.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainSubsetTest {
  private static List<Integer> rows(double fraction, long seed) {
    return new TrainSubset(fraction, seed).rows(1284);
  }

  @Test
  void aSmallerPartLiesWithinALargerOneOfTheSameSeed() {
    assertThat(rows(0.4, 1)).hasSize(514).isSorted().doesNotHaveDuplicates();
    assertThat(rows(0.8, 1)).hasSize(1027).containsAll(rows(0.4, 1));
    assertThat(rows(0.4, 1)).isEqualTo(rows(0.4, 1)).isNotEqualTo(rows(0.4, 2));
  }

  @Test
  void allAndAlmostNothing() {
    assertThat(rows(1, 7)).hasSize(1284).startsWith(0, 1, 2);
    assertThat(new TrainSubset(0.001, 7).rows(3)).hasSize(1);
    assertThatThrownBy(() -> new TrainSubset(0, 1)).hasMessageContaining("fraction");
    assertThatThrownBy(() -> new TrainSubset(1.1, 1)).hasMessageContaining("fraction");
  }
}
