package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.EpochResult;
import org.dmmsa.training.metric.Metric;
import org.dmmsa.training.metric.Metrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochLogTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("epochs.jsonl");
  }

  private static EpochResult result(int epoch) {
    return new EpochResult(
        epoch,
        "joint",
        Map.of("sentiment", 0.5),
        Map.of("unimodal", 0.25),
        Map.of("rest", 1e-4),
        0,
        2.5,
        40,
        Metrics.of(Map.of(Metric.MAE, 0.75)),
        Optional.empty(),
        true);
  }

  @Test
  void oneLineAnEpochHoldsWhatItWas() throws IOException {
    EpochLog log = new EpochLog(file, 0);
    log.epochDone(result(1));
    log.epochDone(result(2));
    assertThat(Files.readAllLines(file)).hasSize(2);
    JsonNode line = new ObjectMapper().readTree(Files.readAllLines(file).get(1));
    assertThat(line.get("epoch").asInt()).isEqualTo(2);
    assertThat(line.get("stage").asText()).isEqualTo("joint");
    assertThat(line.get("losses").get("sentiment").asDouble()).isEqualTo(0.5);
    assertThat(line.get("loss_weights").get("unimodal").asDouble()).isEqualTo(0.25);
    assertThat(line.get("learning_rates").get("rest").asDouble()).isEqualTo(1e-4);
    assertThat(line.get("seconds").asDouble()).isEqualTo(2.5);
    assertThat(line.get("samples_per_second").asDouble()).isEqualTo(40);
    assertThat(line.get("valid").get("mae").asDouble()).isEqualTo(0.75);
    assertThat(line.get("best").asBoolean()).isTrue();
  }

  @Test
  void linesThatNoCheckpointHasAreDropped() throws IOException {
    Files.writeString(file, "one\ntwo\nthree\n");
    new EpochLog(file, 2).epochDone(result(3));
    assertThat(Files.readAllLines(file)).hasSize(3).startsWith("one", "two");
    assertThat(Files.readString(file)).contains("\"epoch\":3");
  }

  @Test
  void aFreshRunStartsAnEmptyLog() throws IOException {
    Files.writeString(file, "one\n");
    new EpochLog(file, 0).epochDone(result(1));
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void linesOfTheCheckpointStay() throws IOException {
    Files.writeString(file, "one\ntwo\n");
    new EpochLog(file, 2).epochDone(result(3));
    new EpochLog(file, 9).epochDone(result(4));
    assertThat(Files.readAllLines(file)).hasSize(4).startsWith("one", "two");
  }

  @Test
  void aHalfWrittenLineIsNotGoneOnWith() throws IOException {
    Files.writeString(file, "one\n{\"epo");
    new EpochLog(file, 2).epochDone(result(3));
    assertThat(Files.readAllLines(file)).hasSize(2).startsWith("one");
    assertThat(Files.readAllLines(file).get(1)).startsWith("{\"epoch\":3,");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
    EpochLog log = new EpochLog(file, 0);
    Files.createDirectory(file);
    assertThatThrownBy(() -> log.epochDone(result(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": found Is a directory, expected a place to write");
  }
}
