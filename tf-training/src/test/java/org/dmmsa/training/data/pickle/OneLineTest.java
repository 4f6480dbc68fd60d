package org.dmmsa.training.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void controlCharactersAreReplaced() {
    assertThat(OneLine.of("a\nb\rc\u001b[31m\u2028 世界")).isEqualTo("a?b?c?[31m? 世界");
  }

  @Test
  void longTextIsCut() {
    assertThat(OneLine.of("x".repeat(10_000))).hasSize(603).endsWith("x...");
  }
}
