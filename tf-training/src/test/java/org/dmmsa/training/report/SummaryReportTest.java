package org.dmmsa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryReportTest {
  @TempDir Path folder;

  private static final SummaryReport REPORT =
      SummaryReport.of(
          List.of(1L, 12L, 123L),
          List.of(run(0.85714, 0.2), run(0.85996, 0.2), run(0.8499, Double.NaN)),
          Metrics.of(Map.of(Metric.MAE, 1.25, Metric.CORR, Double.NaN)),
          List.of("train audio: 3 values that are not finite were set to 0"));

  @Test
  void jsonHasTheKeysThatOtherProgramsReadAndNoMore() throws Exception {
    REPORT.write(folder);
    JsonNode found = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    assertThat(names(found))
        .containsExactly("seeds", "valid", "test", "mean_predictor", "data_notes");
    assertThat(found.get("seeds").toString()).isEqualTo("[1,12,123]");
    assertThat(names(found.at("/valid/mae"))).containsExactly("mean", "std");
    // numpy: mean and population std of [0.8571, 0.8600, 0.8499]
    assertThat(found.at("/valid/mae/mean").asDouble()).isCloseTo(0.8556666667, within(1e-9));
    assertThat(found.at("/valid/mae/std").asDouble()).isCloseTo(0.0042460439, within(1e-9));
    assertThat(found.at("/test/mae/mean").asDouble()).isCloseTo(1.8556666667, within(1e-9));
    assertThat(found.at("/data_notes/0").asText()).startsWith("train audio: 3 values");
    assertThat(found.at("/test/corr/mean").isNull()).isTrue();
    assertThat(found.at("/test/corr/std").isNull()).isTrue();
    assertThat(found.at("/mean_predictor").toString())
        .isEqualTo("{\"test\":{\"mae\":1.25,\"corr\":null}}");
  }

  @Test
  void csvHasTheCellsOfMmsaBesideThePlainNumbers() throws Exception {
    REPORT.write(folder);
    List<String> lines = Files.readAllLines(folder.resolve("summary.csv"));
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0)).isEqualTo("predictor,split,metric,mean,std,mean_percent,std_percent");
    assertThat(lines.get(1)).startsWith("model,valid,mae,0.855666").endsWith(",85.57,0.42");
    assertThat(lines.get(4)).isEqualTo("model,test,corr,,,,");
    assertThat(lines.get(5)).isEqualTo("train_mean,test,mae,1.25,0.0,125.0,0.0");
  }

  @Test
  void metricsFileOfASeedHasTwoSplits() {
    assertThat(JsonFile.line(run(0.5, Double.NaN)))
        .isEqualTo("{\"valid\":{\"mae\":0.5,\"corr\":null},\"test\":{\"mae\":1.5,\"corr\":null}}");
  }

  @Test
  void everySeedNeedsItsRun() {
    assertThatThrownBy(
            () ->
                SummaryReport.of(List.of(1L, 2L), List.of(run(1, 1)), run(1, 1).test(), List.of()))
        .hasMessage("found 1 runs, expected 2 (one a seed)");
  }

  private static SeedMetrics run(double error, double correlation) {
    return new SeedMetrics(
        Metrics.of(Map.of(Metric.MAE, error, Metric.CORR, correlation)),
        Metrics.of(Map.of(Metric.MAE, error + 1, Metric.CORR, correlation)));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
