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
class FaultsCommandTest {
  @TempDir Path folder;

  /** Real processes: a training without a fault, one on a full disk, and the rest of that. */
  @Test
  void aTrainingWhoseDiskIsFullSaysSoAndGoesOnLater() throws IOException {
    Path to = folder.resolve("faults");
    CommandLineRun run =
        CommandLineRun.of(
                Lab.LAB,
                "campaign",
                "faults",
                "--only",
                "train",
                "--trials",
                1,
                "--to",
                to,
                "--json")
            .done();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.at("/commands/train").asInt()).isEqualTo(1);
    assertThat(report.get("findings")).isEmpty();
    JsonNode full = report.at("/kinds/0");
    assertThat(full.get("kind").asText()).isEqualTo("disk full");
    assertThat(full.get("refused").asInt()).isEqualTo(1);
    assertThat(full.get("same").asInt()).isEqualTo(1);
    assertThat(run.err()).contains("train: uninterrupted, ", " operations", ": refused");
    assertThat(to).doesNotExist();
  }

  @Test
  void badOptionsAreRefused() throws IOException {
    refused("--trials: found 0, expected a whole number from 4 up", "--trials", 0);
    refused("--trials: found 3, expected a whole number from 4 up", "--trials", 3);
    refused("--seed: found 'one', expected a whole number", "--seed", "one");
    refused("--only: found 'trian', did you mean train?", "--only", "trian");
    refused("expected some of train, resume, export, predict", "--only", "zzz");
    Path file = Files.writeString(folder.resolve("mine"), "kept");
    refused("--to: found files in " + folder + ", expected a new or empty folder", "--to", folder);
    assertThat(file).hasContent("kept");
  }

  private static void refused(String part, Object option, Object value) {
    CommandLineRun.of(Lab.LAB, "campaign", "faults", option, value).refused(part);
  }
}
