package org.dmmsa.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuartilesTest {
  @Test
  void theyAreNumPysAndTheTimesStayAsTheyWere() {
    double[] times = {4, 1, 3, 2};
    // numpy.percentile([4, 1, 3, 2], [25, 50, 75])
    assertThat(Quartiles.of(times)).isEqualTo(new Quartiles(1.75, 2.5, 3.25));
    assertThat(times).containsExactly(4, 1, 3, 2);
  }

  @Test
  void oneTimeIsAllThree() {
    assertThat(Quartiles.of(new double[] {7})).isEqualTo(new Quartiles(7, 7, 7));
  }
}
