package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    RunConfig config = RunConfig.YAML.read(file, List.of(), RunConfig.class);
    Path written = Files.writeString(folder.resolve("c.yaml"), RunConfig.YAML.write(config));
    assertThat(RunConfig.YAML.read(written, List.of(), RunConfig.class)).isEqualTo(config);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void saysOfEveryNumberWhatItIs(Path file) throws IOException {
    List<String> bare =
        Files.readAllLines(file).stream()
            .filter(line -> line.matches("\\s*\\w+:\\s+[-\\w.\\[\\], ]+"))
            .filter(line -> !line.matches("\\s*(micro_batch|patience|after|epochs): 0"))
            .filter(line -> !line.matches("\\s*train: all"))
            .toList();
    assertThat(bare).as("lines of %s without a comment", file).isEmpty();
  }

  @Test
  void theThreeDatasetsOfThePaperAndTheQuickstartAreThere() throws IOException {
    assertThat(configs().stream().map(file -> CONFIGS.relativize(file).toString()))
        .contains("quickstart.yaml", "mosi/dmmsa.yaml", "mosei/dmmsa.yaml", "sims/dmmsa.yaml");
  }
}
