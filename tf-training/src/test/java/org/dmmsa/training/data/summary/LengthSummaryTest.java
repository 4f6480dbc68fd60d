package org.dmmsa.training.data.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthSummaryTest {
  @Test
  void percentilesAreLengthsThatOccur() {
    int[] lengths = IntStream.rangeClosed(1, 200).map(i -> 201 - i).toArray();
    assertThat(LengthSummary.of(lengths)).isEqualTo(new LengthSummary(1, 100, 180, 198, 200));
    assertThat(LengthSummary.of(new int[] {7})).isEqualTo(new LengthSummary(7, 7, 7, 7, 7));
    assertThat(LengthSummary.of(new int[0])).isEqualTo(new LengthSummary(0, 0, 0, 0, 0));
  }
}
