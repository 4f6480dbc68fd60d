package org.dmmsa.lab.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandFaulterTest {
  @Test
  void aClearLineNamesAPlaceAndNothingOfJava() {
    assertThat(unclear("dmmsa: runs/a/summary.json: found Input/output error")).isEmpty();
    assertThat(unclear()).hasSize(1);
    assertThat(unclear("dmmsa: a/b: found x", "dmmsa: a/b: found x")).hasSize(1);
    assertThat(unclear("dmmsa: no space left on the disk")).hasSize(1);
    assertThat(unclear("dmmsa: a/b: cannot be used: AccessDeniedException")).hasSize(1);
    assertThat(unclear("dmmsa: a/b: cannot be read: null")).hasSize(1);
  }

  private static List<String> unclear(String... lines) {
    return CommandFaulter.unclear(List.of(lines));
  }
}
