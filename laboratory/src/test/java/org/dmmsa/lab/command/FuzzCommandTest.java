package org.dmmsa.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmmsa.lab.Lab;
import org.dmmsa.tools.CommandLineRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzCommandTest {
  @TempDir Path folder;

  @Test
  void saysWhatCameOfEachFormat() throws Exception {
    Path to = folder.resolve("fuzz");
    String out =
        CommandLineRun.of(
                Lab.LAB,
                "campaign",
                "fuzz",
                "--formats",
                "texts,config",
                "--mutants",
                "30",
                "--to",
                to,
                "--json")
            .done()
            .out();
    JsonNode report = new ObjectMapper().readTree(out);
    assertThat(report.get("heap_mib").asInt()).isEqualTo(256);
    assertThat(report.at("/machine/cores").asInt()).isPositive();
    assertThat(report.get("formats")).hasSize(2);
    JsonNode texts = report.at("/formats/0");
    assertThat(texts.get("format").asText()).isEqualTo("texts");
    assertThat(texts.get("taken").asInt() + texts.get("refused").asInt()).isEqualTo(30);
    assertThat(texts.get("findings")).isEmpty();
    assertThat(to.resolve("samples/run/export/1/saved_model.pb")).exists();
    assertThat(to.resolve("findings")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--formats tar | found the format 'tar', expected some of",
        "--mutants 0 | --mutants: found 0, expected a whole number from 1 up",
        "--heap 1 | --heap: found 1, expected a whole number from 32 up"
      })
  void wrongOptionsAreRefused(String options, String message) {
    Object[] words = ("campaign fuzz " + options).split(" ");
    CommandLineRun.of(Lab.LAB, words).refused(message);
  }

  @Test
  void aFolderThatIsThereIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("mine"), "text");
    CommandLineRun.of(Lab.LAB, "campaign", "fuzz", "--to", folder)
        .refused("which is already there");
    assertThat(folder.resolve("mine")).hasContent("text");
  }
}
