package org.dmmsa.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("train", "trace", "learning_rate", "x");

  @Test
  void fewestChangedLettersWin() {
    assertThat(NearestName.meantBy("trian", KNOWN)).contains("train");
    assertThat(NearestName.meantBy("stain", List.of("train"))).isEmpty(); // two of five letters
    assertThat(NearestName.meantBy("trai", KNOWN)).contains("train");
    assertThat(NearestName.meantBy("traze", KNOWN)).contains("trace");
    assertThat(NearestName.meantBy("lerning_rat", KNOWN)).contains("learning_rate");
  }

  @Test
  void strangeNameHasNoNeighbour() {
    assertThat(NearestName.meantBy("momentum", KNOWN)).isEmpty();
    assertThat(NearestName.meantBy("", List.of())).isEmpty();
  }

  @Test
  void nearestNameIsFoundHoweverFar() {
    assertThat(NearestName.of("momentum", List.of("x", "tum"))).contains("tum");
    assertThat(NearestName.of("x", List.of())).isEmpty();
  }
}
