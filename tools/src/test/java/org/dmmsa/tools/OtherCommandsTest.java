package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.model.catalog.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {
  @TempDir Path folder;

  @Test
  void inspectTellsTheFourKindsApart() throws IOException {
    assertThat(kind(TinyRun.data())).isEqualTo("data");
    assertThat(kind(TinyRun.export())).isEqualTo("export");
    assertThat(kind(TinyRun.bert())).isEqualTo("bert");
    assertThat(kind(TinyRun.shared())).isEqualTo("run");
    CommandLineRun.of("inspect", folder).refused("saved_model.pb");
    CommandLineRun.of("inspect", folder.resolve("x")).refused("found nothing at");
    CommandLineRun.of("inspect", "a\0b").refused("found 'a?b', expected a path");
    CommandLineRun.of("inspect", "/dev/null").refused("found a device or a pipe at /dev/null");
  }

  @Test
  void inspectIsReadableToo() {
    assertThat(CommandLineRun.of("inspect", TinyRun.data()).done().out())
        .contains("60 samples", "rounded to -3", "SHA-256");
    assertThat(CommandLineRun.of("inspect", TinyRun.bert()).done().out())
        .contains("GELU_TANH", "parameters");
    assertThat(CommandLineRun.of("inspect", TinyRun.shared()).done().out())
        .contains("done", "initial best last", "method dmmsa", "name: \"joint\"");
  }

  @Test
  void inspectChecksDataAndNothingElse() {
    assertThat(CommandLineRun.of("inspect", "--check", TinyRun.data()).done().out())
        .contains("fine     audio: every feature varies");
    CommandLineRun.of("inspect", "--check", TinyRun.bert()).refused("expected a data file");
  }

  @Test
  void modelsListsEachWithItsPaperAndWhatItNeeds() throws IOException {
    assertThat(CommandLineRun.of("models").done().out())
        .contains("dmmsa\n", "Appl. Sci. 2025", "input_ids", "BERT's 109,482,240");
    JsonNode all = json(CommandLineRun.of("models", "--json").done());
    assertThat(all).hasSize(Method.values().length);
    for (JsonNode one : all) {
      assertThat(one.get("parameters").asLong()).as(one.get("name").asText()).isPositive();
      assertThat(one.get("citation").asText()).containsPattern("20\\d\\d");
    }
  }

  @Test
  void synthMakesTheSameFileAgain() throws IOException {
    Path one = folder.resolve("one.pkl");
    Path two = folder.resolve("two.pkl");
    for (Path file : new Path[] {one, two}) {
      CommandLineRun.of("synth", "--like", "sims", "--samples", "20", "--seed", "4", "--to", file)
          .done();
    }
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    CommandLineRun.of("synth", "--like", "sims", "--samples", "20", "--to", one)
        .refused("already there");
  }

  @Test
  void aTinyBertPassesTheCheck() throws IOException {
    Path bert = folder.resolve("bert");
    CommandLineRun.of("bert", "tiny", "--to", bert, "--width", "12", "--heads", "3").done();
    assertThat(CommandLineRun.of("bert", "check", bert).done().out())
        .contains("attention heads", "largest difference");
    JsonNode check = json(CommandLineRun.of("bert", "check", bert, "--json").done());
    assertThat(check.at("/sizes/encoder/heads").asInt()).isEqualTo(3);
    assertThat(check.get("sequence_difference").asDouble()).isLessThan(1e-4);
    CommandLineRun.of("bert", "tiny", "--to", bert).refused("found files already there");
    CommandLineRun.of("bert", "tiny", "--to", folder.resolve("x"), "--heads", "5")
        .refused("a divisor of the width 64");
  }

  @Test
  void onlyPublishedBertsAreFetched() {
    CommandLineRun.of("bert", "fetch", "cased", "--to", folder.resolve("b"))
        .refused("'cased'", "uncased");
  }

  @Test
  void doctorNamesWhatMatters() throws IOException {
    assertThat(CommandLineRun.of("doctor").done().out())
        .contains("java", "tensorflow", "devices", "CPU:0", "bfloat16", "native cache", "maven")
        .doesNotContain("this build is for one"); // the tests' native library is the CPU's
    assertThat(json(CommandLineRun.of("doctor", "--json").done()).get("tensorflow").asText())
        .startsWith("2.");
  }

  @Test
  void scoreRefusesWhatItCannotMeasure() throws IOException {
    Path csv = Files.writeString(folder.resolve("p.csv"), "id,prediction\na,1\n");
    CommandLineRun.of("score", "--predictions", csv, "--metrics", "mosi")
        .refused("no column label");
    CommandLineRun.of("score", "--predictions", csv, "--metrics", "imdb").refused("'imdb'");
    Files.writeString(csv, "id,label,prediction\na,1,NaN\n");
    CommandLineRun.of("score", "--predictions", csv, "--metrics", "mosi").refused("row 1", "NaN");
  }

  private static String kind(Path path) throws IOException {
    return json(CommandLineRun.of("inspect", path, "--json").done()).get("kind").asText();
  }

  private static JsonNode json(CommandLineRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }
}
