package org.dmmsa.training.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("train", "trace", "learning_rate", "x");

  @Test
  void fewestChangedLettersWin() {
    assertThat(NearestName.of("trian", KNOWN)).contains("train");
    assertThat(NearestName.of("stain", List.of("train"))).isEmpty(); // two of five letters
    assertThat(NearestName.of("trai", KNOWN)).contains("train");
    assertThat(NearestName.of("traze", KNOWN)).contains("trace");
    assertThat(NearestName.of("lerning_rat", KNOWN)).contains("learning_rate");
  }

  @Test
  void strangeNameHasNoNeighbour() {
    assertThat(NearestName.of("momentum", KNOWN)).isEmpty();
    assertThat(NearestName.of("", List.of())).isEmpty();
  }
}
