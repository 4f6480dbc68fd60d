package org.dmmsa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.metric.Aggregate;
import org.dmmsa.training.metric.MetricFamily;
import org.dmmsa.training.metric.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {
  @TempDir Path folder;

  private record Epoch(
      int epochNumber,
      double secondsTaken,
      float rate,
      MetricFamily family,
      Optional<String> stage,
      Path data,
      Map<String, Double> losses,
      Metrics validation) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Numbers(
      double a,
      Double b,
      float c,
      Float d,
      double[] e,
      float[] f,
      List<Double> g,
      OptionalDouble h) {}

  @Test
  void keysAreInSnakeCaseAndTypesAsUsersKnowThem() {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("unimodal", 0.5);
    losses.put("contrastive", Double.NaN);
    Epoch epoch =
        new Epoch(
            3,
            1.5,
            1e-4f,
            MetricFamily.SIMS,
            Optional.empty(),
            Path.of("a/b"),
            losses,
            MetricFamily.SIMS.evaluate(new float[] {1, -1}, new float[] {1, 1}));
    assertThat(JsonFile.line(epoch))
        .isEqualTo(
            "{\"epoch_number\":3,\"seconds_taken\":1.5,\"rate\":1.0E-4,\"family\":\"sims\","
                + "\"stage\":null,\"data\":\"a/b\","
                + "\"losses\":{\"unimodal\":0.5,\"contrastive\":null},"
                + "\"validation\":{\"mae\":1.0,\"corr\":null,\"acc2\":0.5,\"f1\":"
                + 1 / 3.0
                + ",\"acc3\":0.5,\"acc5\":0.5}}");
  }

  @Test
  void numberThatJsonHasNoWordForIsNullWhereverItStands() throws Exception {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    Numbers numbers =
        new Numbers(
            nan,
            infinite,
            Float.NaN,
            Float.NEGATIVE_INFINITY,
            new double[] {1, nan},
            new float[] {Float.NaN, 2},
            List.of(nan, 3.0),
            OptionalDouble.of(nan));
    String expected =
        "{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":[1.0,null],\"f\":[null,2.0],"
            + "\"g\":[null,3.0],\"h\":null}";
    assertThat(JsonFile.line(numbers)).isEqualTo(expected);
    JsonFile.write(folder.resolve("n.json"), numbers);
    String text = Files.readString(folder.resolve("n.json"));
    assertThat(text).contains("\n  \"a\" : null,\n").endsWith("}\n");
    ObjectMapper plain = new ObjectMapper();
    assertThat(plain.readTree(text)).isEqualTo(plain.readTree(expected));
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    Metrics metrics = MetricFamily.SIMS.evaluate(new float[] {1, -1}, new float[] {1, 1});
    Path file = folder.resolve("e.json");
    Epoch epoch =
        new Epoch(
            3,
            Double.NaN,
            1e-4f,
            MetricFamily.SIMS,
            Optional.of("text"),
            Path.of("a/b"),
            Map.of("unimodal", Double.NaN),
            metrics);
    JsonFile.write(file, epoch);
    assertThat(JsonFile.read(file, Epoch.class)).isEqualTo(epoch);
    SummaryReport summary =
        SummaryReport.of(
            List.of(7L), List.of(new SeedMetrics(metrics, metrics)), metrics, List.of("n"));
    JsonFile.write(file, summary);
    assertThat(JsonFile.line(JsonFile.read(file, SummaryReport.class)))
        .isEqualTo(JsonFile.line(summary));
  }

  @Test
  void whatIsNoJsonIsRefusedHoweverDeepItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("some.json"), "{\n\"a\": ]");
    assertThatThrownBy(() -> JsonFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ":2: found no JSON, expected a run's file");
    Files.writeString(file, "[".repeat(5000));
    assertThatThrownBy(() -> JsonFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": found no JSON, expected a run's file");
  }

  @Test
  void anotherRecordIsRefused() {
    Path file = folder.resolve("e.json");
    JsonFile.write(file, Map.of("seed", 1));
    assertThatThrownBy(() -> JsonFile.read(file, SeedMetrics.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file + ": found ")
        .hasMessageEndingWith(", expected a SeedMetrics");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{\"mean\": 0.5, \"std\": 0} x"})
  void whatIsNoRecordIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("e.json"), text);
    assertThatThrownBy(() -> JsonFile.read(file, Aggregate.Spread.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void linesAreReadWithoutTheHalfOneThatAKilledRunLeaves() throws IOException {
    Path file = folder.resolve("e.jsonl");
    String line = "{\"mean\":0.5,\"std\":null}\n";
    Files.writeString(file, line + line + "{\"mean\":0.");
    assertThat(JsonFile.lines(file, Aggregate.Spread.class))
        .containsExactly(
            new Aggregate.Spread(0.5, Double.NaN), new Aggregate.Spread(0.5, Double.NaN));
  }

  @Test
  void aRecordThatLacksAPartIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("e.json"), "{\"epoch\": 1, \"losses\": null}");
    assertThatThrownBy(() -> JsonFile.read(file, EpochResult.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file + ": found Null value for creator property 'stage'")
        .hasMessageEndingWith(", expected a EpochResult");
  }

  @Test
  void aLineThatIsNoSuchRecordIsRefusedWithItsNumber() throws IOException {
    Path file = folder.resolve("e.jsonl");
    Files.writeString(file, "{\"mean\":0.5,\"std\":0}\n{\"mean\":\"x\"}\n");
    assertThatThrownBy(() -> JsonFile.lines(file, Aggregate.Spread.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file + ":2: found ")
        .hasMessageEndingWith(", expected a Spread");
  }
}
