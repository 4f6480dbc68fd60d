package org.dmmsa.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.training.config.StrictYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that are shipped in {@code configs/}. */
class EveryConfigTest {
  static final Path CONFIGS = Path.of("..", "configs");

  static List<Path> configs() throws IOException {
    try (Stream<Path> files = Files.walk(CONFIGS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void loadsAndReadsBackAsItWasWritten(Path file, @TempDir Path folder) throws IOException {
    ExperimentConfig config = StrictYaml.read(file, List.of(), ExperimentConfig.class);
    Path written = Files.writeString(folder.resolve("c.yaml"), StrictYaml.write(config));
    assertThat(StrictYaml.read(written, List.of(), ExperimentConfig.class)).isEqualTo(config);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void saysOfEveryNumberWhatItIs(Path file) throws IOException {
    List<String> bare =
        Files.readAllLines(file).stream()
            .filter(line -> line.matches("\\s*\\w+:\\s+[-\\w.\\[\\], ]+"))
            .filter(line -> !line.matches("\\s*(micro_batch|patience|frozen_epochs|keep_after): 0"))
            .filter(line -> !line.matches("\\s*train: all"))
            .toList();
    assertThat(bare).as("lines of %s without a comment", file).isEmpty();
  }

  @Test
  void theThreeDatasetsOfThePaperAndTheQuickstartAreThere() throws IOException {
    assertThat(configs().stream().map(file -> file.getFileName().toString()))
        .contains("mosei.yaml", "mosi.yaml", "quickstart.yaml", "sims.yaml");
  }
}
