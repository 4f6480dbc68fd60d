package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.dmmsa.tools.bench.MemoryUse;
import org.dmmsa.tools.bench.Soak;
import org.dmmsa.tools.bench.SoakMinute;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class BenchServeCommandTest {
  @TempDir Path folder;

  @Test
  void theTableHasARowForEachSizeAndNumberOfThreads() {
    List<String> lines = bench("--threads", "1,2").out().lines().toList();
    assertThat(lines.get(0)).matches("rows +threads +requests +p50 ms +p99 ms +requests/s +rows/s");
    assertThat(lines)
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).matches("1 +2 +\\d+ +[\\d.]+ +[\\d.]+ .*"))
        .anySatisfy(line -> assertThat(line).matches("32 +2 +\\d+ +[\\d.]+ +[\\d.]+ .*"));
  }

  @Test
  void jsonHasThemAllAndRealRowsAreAskedToo() throws IOException {
    CommandLineRun run = bench("--threads", "1", "--data", TinyRun.data(), "--json");
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.get("split").asText()).isEqualTo("train");
    assertThat(result.get("soak").isNull()).isTrue();
    assertThat(result.get("measurements")).hasSize(2);
    for (JsonNode one : result.get("measurements")) {
      assertThat(one.get("clients").asInt()).isOne();
      assertThat(one.get("requests").asLong()).isPositive();
      assertThat(one.get("p50_ms").asDouble()).isPositive();
      assertThat(one.get("p99_ms").asDouble())
          .isBetween(one.get("p50_ms").asDouble(), one.get("max_ms").asDouble());
      assertThat(one.get("rows_per_second").asDouble())
          .isEqualTo(one.get("rows").asInt() * one.get("requests_per_second").asDouble());
    }
    assertThat(result.at("/measurements/1/rows").asInt()).isEqualTo(32);
  }

  @Test
  void aSoakIsToldInMebibytes() {
    SoakMinute first = new SoakMinute(1, 5, new MemoryUse(3 << 20, OptionalLong.of(10 << 20)));
    SoakMinute last = new SoakMinute(2, 5, new MemoryUse(2 << 20, OptionalLong.empty()));
    assertThat(ServingReport.line(first))
        .isEqualTo("minute 1: 5 requests, heap 3.0 MiB, resident 10.0 MiB");
    assertThat(ServingReport.line(last)).endsWith("heap 2.0 MiB, resident - MiB");
    Soak soak = new Soak(List.of(first, last), -1 << 20, OptionalLong.of(1 << 19));
    assertThat(ServingReport.growth(soak))
        .isEqualTo("growth from minute 1 to 2: heap -1.0 MiB, resident +0.5 MiB\n");
  }

  @Test
  void badOptionsAreRefused() {
    refused("--threads: found 0, expected whole numbers from 1 to 64", "--threads", "1,0");
    refused("--threads: found 'x', expected a whole number", "--threads", "x");
    refused("--seconds: found 0, expected a whole number from 1 up", "--seconds", "0");
    refused("--soak: found 1, expected a whole number from 2 up", "--soak", "1");
    refused("found --bert alone, expected --data FILE too", "--bert", TinyRun.bert());
    CommandLineRun.of("bench", "serve").refused("found no --model");
    CommandLineRun.of("bench", "serve", "--model", folder).refused("saved_model.pb");
  }

  private static void refused(String part, Object option, Object value) {
    CommandLineRun.of("bench", "serve", "--model", TinyRun.export(), option, value).refused(part);
  }

  private static CommandLineRun bench(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("bench", "serve", "--model", TinyRun.export(), "--seconds", "1"));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray()).done();
  }
}
