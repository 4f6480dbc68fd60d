package org.dmmsa.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmmsa.lab.Lab;
import org.dmmsa.tools.CommandLineRun;
import org.dmmsa.tools.ExitCode;
import org.dmmsa.tools.Program;
import org.dmmsa.tools.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  private static final ServeCommand SHORT = new ServeCommand(300);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void anExportHoldsWhenManyAskIt() throws IOException {
    assertThat(run("--growth", "1000", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode report = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.get("findings")).isEmpty();
    assertThat(report.get("threads").asInt()).isEqualTo(8);
    assertThat(report.get("growth_mib").asInt()).isEqualTo(1000);
    assertThat(report.at("/asked/right").asLong()).isPositive();
    assertThat(report.at("/asked/worst_ms").asDouble()).isPositive();
    assertThat(report.at("/asked/wrong")).hasSize(13);
    assertThat(report.at("/asked/wrong").has("not_finite")).isTrue();
    assertThat(report.at("/soak/minutes")).hasSize(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("minute 1: ", "minute 2: ");
  }

  @Test
  void badOptionsAreRefused() {
    refused("--minutes: found 1, expected a whole number from 2 up", "--minutes", 1);
    refused("--growth: found 'x', expected a whole number", "--growth", "x");
    refused("saved_model.pb", "--model", folder);
  }

  private int run(String... more) {
    List<String> words =
        new ArrayList<>(List.of("campaign", "serve", "--model", TinyRun.export().toString()));
    words.addAll(List.of("--minutes", "2"));
    words.addAll(List.of(more));
    return new Program("lab", "", List.of(SHORT))
        .run(
            words.toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static void refused(String part, Object option, Object value) {
    CommandLineRun.of(Lab.LAB, "campaign", "serve", option, value).refused(part);
  }
}
