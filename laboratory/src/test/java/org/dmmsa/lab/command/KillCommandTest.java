package org.dmmsa.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.lab.Lab;
import org.dmmsa.tools.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class KillCommandTest {
  @TempDir Path folder;

  /** Real processes, and a real kill of each. */
  @Test
  void aTrainingThatIsKilledTwiceLosesNothing() throws IOException {
    Path to = folder.resolve("killed");
    CommandLineRun run =
        CommandLineRun.of(
                Lab.LAB,
                "campaign",
                "kill",
                "--only",
                "joint",
                "--kills",
                2,
                "--per-run",
                2,
                "--to",
                to,
                "--json")
            .done();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.get("kills").asInt()).isEqualTo(2);
    assertThat(report.get("survived")).isEqualTo(report.get("rounds"));
    assertThat(report.get("lost")).isEmpty();
    JsonNode joint = report.get("commands").get(0);
    assertThat(joint.get("compared").asInt()).isEqualTo(9);
    assertThat(joint.get("slowest_finish_seconds").asDouble()).isPositive();
    assertThat(run.err())
        .contains("joint: uninterrupted, ", "killed after", "nothing lost by")
        .doesNotContain("LOST");
    assertThat(to).doesNotExist();
  }

  @Test
  void badOptionsAreRefused() throws IOException {
    refused("--kills: found 0, expected a whole number from 1 up", "--kills", 0);
    refused("--per-run: found 'x', expected a whole number", "--per-run", "x");
    refused("--seed: found 'one', expected a whole number", "--seed", "one");
    refused("--only: found 'jont', did you mean joint?", "--only", "jont");
    refused("expected some of joint, staged, self_mm, experiment", "--only", "zzz,joint");
    refused("--kills: found 3, expected at least 4, one for each of joint, staged", "--kills", 3);
    Path file = Files.writeString(folder.resolve("mine"), "kept");
    refused("--to: found files in " + folder + ", expected a new or empty folder", "--to", folder);
    refused("--to: cannot make the folder " + file, "--to", file);
    assertThat(file).hasContent("kept");
  }

  private static void refused(String part, Object option, Object value) {
    CommandLineRun.of(Lab.LAB, "campaign", "kill", option, value).refused(part);
  }
}
