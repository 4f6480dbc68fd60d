package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/**
 * The configs of runs that are shipped in {@code configs/}; others are for experiments and
 * searches.
 */
class EveryConfigTest {
  static final Path CONFIGS = Path.of("..", "configs");

  private static final BertSizes BERT =
      new BertSizes(
          100, 512, 2, new TransformerSizes(1, 768, 12, 3072, Activation.GELU, 1e-12f, 0, 0, 0));

  static List<Path> configs() throws IOException {
    try (Stream<Path> files = Files.walk(CONFIGS)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.getParent().endsWith("experiments"))
          .filter(file -> !file.getParent().endsWith("tune"))
          .sorted()
          .toList();
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

  /**
   * The numbers are what MMSA's or ConFEDE's network of these sizes has in PyTorch, without BERT's;
   * ConFEDE's without two linear layers of each encoder that are never used.
   */
  @ParameterizedTest
  @CsvSource({
    "mult, mosi, 50, 768, 375, 5, 500, 20, 2_571_551",
    "mult, mosei, 50, 768, 500, 74, 500, 35, 982_951",
    "mult, sims, 39, 768, 400, 33, 55, 709, 1_870_701",
    "confede, mosi, 50, 768, 375, 5, 500, 20, 18_916_994",
    "confede, mosei, 50, 768, 500, 74, 500, 35, 26_170_754",
    "confede, sims, 39, 768, 400, 33, 55, 709, 15_598_466",
  })
  void hasAsManyNumbersAsTheOriginal(
      String method, String dataset, int l, int lf, int a, int af, int v, int vf, String numbers)
      throws IOException {
    Path file = CONFIGS.resolve(dataset).resolve(method + ".yaml");
    ModelConfig model = RunConfig.YAML.read(file, List.of(), RunConfig.class).model();
    Map<Input, FrameDims> dims =
        Map.of(
            Input.TEXT, new FrameDims(l, lf),
            Input.AUDIO, new FrameDims(a, af),
            Input.VISION, new FrameDims(v, vf));
    try (Graph graph = new Graph()) {
      Weights weights = Weights.restored(Ops.create(graph));
      model.build(weights, new InputDims(Optional.of(BERT), dims));
      long bert = weights.under("text/bert/").stream().mapToLong(Weight::size).sum();
      assertThat(weights.count() - bert).isEqualTo(Long.parseLong(numbers.replace("_", "")));
    }
  }

  @Test
  void theThreeDatasetsOfThePaperAndTheQuickstartAreThere() throws IOException {
    assertThat(configs().stream().map(file -> CONFIGS.relativize(file).toString()))
        .contains("quickstart.yaml", "mosi/dmmsa.yaml", "mosei/dmmsa.yaml", "sims/dmmsa.yaml");
  }
}
