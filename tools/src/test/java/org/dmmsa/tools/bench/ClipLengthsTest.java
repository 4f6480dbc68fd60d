package org.dmmsa.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClipLengthsTest {
  @Test
  void theyAreThoseOfCmuMosi() {
    SplittableRandom random = new SplittableRandom(7);
    int[] drawn = IntStream.range(0, 200_000).map(i -> ClipLengths.draw(random)).toArray();
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(14.8, within(0.1));
    double under26 = Arrays.stream(drawn).filter(tokens -> tokens < 26).count() / 200_000.0;
    assertThat(under26).isCloseTo(0.9, within(0.01));
    assertThat(Arrays.stream(drawn).min()).hasValue(4);
    assertThat(Arrays.stream(drawn).max()).hasValue(50);
  }
}
