package org.dmmsa.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.dmmsa.lab.Lab;
import org.dmmsa.lab.bench.Workload;
import org.dmmsa.lab.bench.Workloads;
import org.dmmsa.tools.CommandLineRun;
import org.dmmsa.tools.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  @TempDir Path folder;

  @Test
  void theListNamesAllWorkloads() {
    String list = CommandLineRun.of(Lab.LAB, "bench", "--list").done().out();
    assertThat(list.lines()).hasSameSizeAs(Workloads.ALL);
    assertThat(list).contains(Workloads.ALL.stream().map(Workload::name).toList());
  }

  @Test
  void theListIsOfWhatWouldBeMeasured() {
    String quick = bench("--list").done().out();
    assertThat(quick.lines()).hasSize(Workloads.ALL.size() - 6);
    assertThat(quick)
        .contains("mosi_epoch_by_length", "sequence_step_mosi", "infer_32")
        .doesNotContain("mosi_epoch_fixed", "sequence_step_sims", "first_step");
    assertThat(bench("--list", "--only", "first_step").done().out()).startsWith("first_step");
  }

  @Test
  void jsonHasMachineTimesAndShares() throws IOException {
    JsonNode result =
        json("--only", "ceiling,bert_step,sequence_step_mosi_lengths,lstm_500,read_pickle,infer_1");
    assertThat(result.get("quick").asBoolean()).isTrue();
    assertThat(result.get("peer").isNull()).isTrue();
    assertThat(result.at("/machine/cores").asInt()).isPositive();
    assertThat(result.at("/machine/tensorflow").asText()).startsWith("2.");
    assertThat(result.get("workloads")).hasSize(6);
    for (JsonNode one : result.get("workloads")) {
      assertThat(one.get("repetitions").asInt()).isGreaterThanOrEqualTo(3);
      assertThat(one.get("median").asDouble())
          .isBetween(one.get("q1").asDouble(), one.get("q3").asDouble());
      assertThat(one.get("rate").asDouble()).isPositive();
      assertThat(one.get("ratio").isNull()).isTrue();
    }
    JsonNode ceiling = result.at("/workloads/0");
    // 2 · 64³ operations, times in ms
    assertThat(ceiling.get("gflops").asDouble())
        .isCloseTo(0.524288 / ceiling.get("median").asDouble(), within());
    JsonNode step = result.at("/workloads/1");
    assertThat(step.get("name").asText()).isEqualTo("bert_step");
    assertThat(step.get("share_of_ceiling").asDouble())
        .isCloseTo(step.get("gflops").asDouble() / ceiling.get("gflops").asDouble(), within());
    assertThat(step.get("rate").asDouble())
        .isCloseTo(16_000 / step.get("median").asDouble(), within());
    assertThat(result.at("/workloads/4/rate_unit").asText()).isEqualTo("MB/s");
    assertThat(result.at("/workloads/4/gflops").isNull()).isTrue();
  }

  @Test
  void lengthsOfAFileAreTaken() throws IOException {
    JsonNode result = json("--only", "mosi_epoch_by_length", "--data", TinyRun.data(), "--full");
    JsonNode epoch = result.at("/workloads/0");
    // The train split of 60 rows has 42: a rate of rows times the seconds gives all of them.
    assertThat(epoch.get("rate").asDouble() * epoch.get("median").asDouble())
        .isCloseTo(42, within());
  }

  @Test
  void aPeerIsAskedTheSame() throws IOException {
    Path peer =
        script(
            """
            if grep -q versions; then
              echo '{"torch": "9.1", "transformers": "8.2"}'
            else
              echo '{"times": [0.004, 0.002, 0.003]}'
            fi
            """);
    JsonNode result = json("--only", "lstm_500,read_pickle", "--compare", peer, "--threads", "1");
    assertThat(result.at("/peer/torch").asText()).isEqualTo("9.1");
    assertThat(result.at("/peer/threads").asInt()).isOne();
    JsonNode step = result.at("/workloads/0");
    assertThat(step.get("peer_median").asDouble()).isCloseTo(3, within());
    assertThat(step.get("ratio").asDouble()).isCloseTo(step.get("median").asDouble() / 3, within());
    assertThat(result.at("/workloads/1/ratio").isNull()).isTrue();
    assertThat(bench("--only", "lstm_500", "--compare", peer).done().out())
        .contains("PyTorch 9.1", "ratio", "figures mean nothing");
  }

  @Test
  void aPeerThatCannotWorkIsRefusedBeforeAnythingIsMeasured() throws IOException {
    Path peer = script("echo 'Traceback' >&2\necho 'No module named torch' >&2\nexit 1\n");
    CommandLineRun.of(Lab.LAB, "bench", "--quick", "--compare", peer)
        .refused("found No module named torch, expected a Python 3 with torch and transformers");
    CommandLineRun.of(Lab.LAB, "bench", "--quick", "--compare", folder.resolve("none"))
        .refused("--compare: cannot run");
  }

  @Test
  void badOptionsAreRefused() {
    refused("found 'bert_stp', did you mean bert_step?", "--only", "bert_stp");
    refused("found 'zzz', expected some of ceiling, ceiling_bfloat16", "--only", "ceiling,zzz");
    refused("--seconds: found 0, expected a whole number from 1 up", "--seconds", 0);
    refused("--threads: found 'x', expected a whole number", "--threads", "x");
    CommandLineRun.of(Lab.LAB, "bench", "--peer-compile").refused("expected --compare PYTHON too");
    refused("expected one of float32, bfloat16", "--precision", "half");
    refused("none", "--bert", folder.resolve("none"));
  }

  private static Percentage within() {
    return Percentage.withPercentage(1e-4);
  }

  private Path script(String body) throws IOException {
    Path file = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static void refused(String part, Object option, Object value) {
    CommandLineRun.of(Lab.LAB, "bench", "--quick", option, value).refused(part);
  }

  private static JsonNode json(Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of(more));
    words.add("--json");
    return new ObjectMapper().readTree(bench(words.toArray()).done().out());
  }

  private static CommandLineRun bench(Object... more) {
    List<Object> words = new ArrayList<>(List.of("bench", "--quick"));
    words.addAll(List.of(more));
    return CommandLineRun.of(Lab.LAB, words.toArray());
  }
}
