package org.dmmsa.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void numbersGoToTheRightAndTextToTheLeft() {
    TextTable table = new TextTable();
    table.row("seed", "state", "epochs");
    table.row("1", "done", "16");
    table.row("12", "training", "-");
    assertThat(table)
        .hasToString("seed  state     epochs\n1     done          16\n12    training       -\n");
  }

  @Test
  void undefinedNumbersAreADash() {
    assertThat(TextTable.number(null)).isEqualTo("-");
    assertThat(TextTable.number(Double.NaN)).isEqualTo("-");
    assertThat(TextTable.number(0.12345)).isEqualTo("0.1235");
  }
}
