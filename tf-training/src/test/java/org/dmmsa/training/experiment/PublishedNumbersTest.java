package org.dmmsa.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.metric.Metric;
import org.junit.jupiter.api.Test;

class PublishedNumbersTest {
  private static PublishedNumbers of(String table, String dataset, String method) {
    return PublishedNumbers.of(List.of(table), dataset).stream()
        .filter(row -> row.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTablesOfThePaper() {
    PublishedNumbers mosi = of("table3", "mosi", "DMMSA");
    assertThat(mosi.source()).isEqualTo("paper");
    assertThat(mosi.values())
        .containsEntry(Metric.ACC2_HAS0, 0.8397)
        .containsEntry(Metric.ACC2_NON0, 0.857)
        .containsEntry(Metric.ACC7, 0.4539)
        .containsEntry(Metric.MAE, 0.71);
    assertThat(of("table5", "sims", "w/o MSC").values()).containsEntry(Metric.ACC5, 0.4468);
    assertThat(of("table4", "mosei", "DMMSA on 10%").values()).containsEntry(Metric.MAE, 0.552);
  }

  @Test
  void whatWasNotPublishedIsNotThere() {
    assertThat(of("table3", "mosi", "TFN").values())
        .containsEntry(Metric.ACC2_NON0, 0.808)
        .doesNotContainKey(Metric.ACC2_HAS0);
  }

  @Test
  void rowsOfTheMmsaProjectBeatThePaperInPlaces() {
    PublishedNumbers selfMm = of("mmsa", "mosi", "Self-MM");
    PublishedNumbers dmmsa = of("table3", "mosi", "DMMSA");
    assertThat(selfMm.source()).isEqualTo("MMSA");
    assertThat(selfMm.values().get(Metric.ACC7)).isGreaterThan(dmmsa.values().get(Metric.ACC7));
    assertThat(selfMm.values().get(Metric.MAE)).isLessThan(dmmsa.values().get(Metric.MAE));
  }

  @Test
  void anUnknownTableIsRefused() {
    assertThatThrownBy(() -> PublishedNumbers.requireKnown(List.of("table3", "table9")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("table9")
        .hasMessageContaining("table2, table3");
  }
}
