package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static List<Moment> drawn(long seed, String name, int number) {
    Moments moments = new Moments(seed, name);
    return Stream.generate(moments::next).limit(number).toList();
  }

  @Test
  void aSeedDrawsTheSameForACommandAndOthersForAnother() {
    assertThat(drawn(1, "joint", 20)).isEqualTo(drawn(1, "joint", 20));
    assertThat(drawn(1, "joint", 20)).isNotEqualTo(drawn(2, "joint", 20));
    assertThat(drawn(1, "joint", 20)).isNotEqualTo(drawn(1, "staged", 20));
  }

  @Test
  void timesFillTheWholeDuration() {
    List<Integer> tenths =
        drawn(3, "joint", 40).stream()
            .filter(moment -> moment.watched().isEmpty())
            .map(moment -> (int) (10 * moment.share()))
            .toList();
    assertThat(tenths).hasSize(20).containsAll(IntStream.range(0, 10).boxed().toList());
  }

  @Test
  void allFilesAreWaitedFor() {
    assertThat(drawn(3, "joint", 100).stream().flatMap(moment -> moment.watched().stream()))
        .contains(Watched.values());
    assertThat(drawn(3, "joint", 100))
        .filteredOn(moment -> moment.watched().isPresent())
        .allMatch(moment -> moment.change() >= 1 && moment.delayMillis() >= 0);
    assertThat(drawn(3, "joint", 100))
        .filteredOn(moment -> moment.watched().equals(Optional.of(Watched.HALF_CHECKPOINT)))
        .allMatch(moment -> moment.delayMillis() <= 3);
  }
}
