package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dmmsa.model.Input;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.savedmodel.serving.ServingModel;
import org.dmmsa.savedmodel.serving.WeightPrecision;
import org.dmmsa.training.TrainingInterruptedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run exports, and when. */
@Tag("long")
class RunExportTest {
  @TempDir private Path folder;

  private Run fresh(String name, String... overrides) {
    return Run.fresh(SmallRun.config(overrides), folder.resolve(name));
  }

  private Run exportingEachBest(String name) {
    return fresh(name, "seeds=[1, 12]", "export={on_best: true}");
  }

  private static void run(Run run, BooleanSupplier interrupted) {
    run.run((seed, seedFolder) -> List.of(), interrupted);
  }

  /** The validation MAE that each version says it has, oldest first. */
  private List<String> versions(String run) throws IOException {
    Path exports = folder.resolve(run).resolve("export");
    List<String> figures = new ArrayList<>();
    try (Stream<Path> inside = Files.list(exports)) {
      long count = inside.count();
      for (long version = 1; version <= count; version++) {
        figures.add(
            ExportFolder.open(exports.resolve(Long.toString(version)))
                .manifest()
                .provenance()
                .get("valid_mae"));
      }
    }
    return figures;
  }

  /** What the logs of the epochs let expect: each is better than the one before, of any seed. */
  private List<String> expected(String run) throws IOException {
    List<String> figures = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int seed : new int[] {1, 12}) {
      for (String line :
          Files.readAllLines(folder.resolve(run + "/seed-" + seed + "/epochs.jsonl"))) {
        double mae = new ObjectMapper().readTree(line).at("/valid/mae").asDouble();
        if (mae < best) {
          best = mae;
          figures.add(Double.toString(mae));
        }
      }
    }
    return figures;
  }

  @Test
  void eachNewBestBecomesAVersion() throws IOException {
    run(exportingEachBest("a"), () -> false);
    assertThat(versions("a")).hasSizeGreaterThan(1).isEqualTo(expected("a"));
  }

  @Test
  void aStoppedRunGoesOnWhereItsVersionsEnd() throws IOException {
    int[] steps = {0};
    Run stopped = exportingEachBest("b");
    assertThatThrownBy(() -> run(stopped, () -> ++steps[0] == 7))
        .isInstanceOf(TrainingInterruptedException.class);
    run(Run.existing(folder.resolve("b")), () -> false);
    assertThat(versions("b")).isEqualTo(expected("b"));
  }

  @Test
  void anExportNeedsNeitherTheDataNorTheBert() throws IOException {
    run(fresh("a", "recipe.stage.epochs=1"), () -> false);
    Path run = folder.resolve("a");
    Files.delete(run.resolve("synthetic.pkl"));
    Folders.delete(run.resolve("tiny-bert"));
    Run.existing(run).export(1, "best", WeightPrecision.FLOAT32, run.resolve("again"));
    assertThat(run.resolve("again/variables/variables.data-00000-of-00001"))
        .hasSameBinaryContentAs(run.resolve("export/1/variables/variables.data-00000-of-00001"));
    assertThat(run.resolve("again/assets/model.yaml"))
        .hasSameTextualContentAs(run.resolve("export/1/assets/model.yaml"));
  }

  /** BERT reads the texts once, and is no part of what is exported. */
  @Test
  void anExportOverTextFeaturesAnswersAsItWasMeasured() throws IOException {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "data.synthetic={like: mosi, samples: 80, seed: 1, audio_frames: 6, vision_frames: 7}",
                "bert.tiny={layers: 1, width: 16, heads: 2, inner: 16, positions: 64,"
                    + " activation: gelu_tanh, epsilon: 1.0e-12, length: -1, seed: 1}",
                "seeds=[1]"));
    sets.addAll(SmallRun.NETWORK);
    sets.addAll(SmallRun.JOINT);
    Path file = EveryConfigTest.CONFIGS.resolve("mosi/dmmsa-features.yaml");
    RunConfig config = RunConfig.YAML.read(file, sets, RunConfig.class);
    Path run = folder.resolve("a");
    run(Run.fresh(config, run), () -> false);
    assertThat(testMae(run)).isCloseTo(SmallRun.exportedMae(run), within(1e-6));
    assertThat(run.resolve("export/1/assets/model.yaml"))
        .content()
        .contains("text:", "tokens: 0", "vocabulary: 0");
    try (ServingModel model = ServingModel.load(run.resolve("export/1"), Sessions.DEFAULT)) {
      assertThat(model.inputs()).containsExactly(Input.TEXT, Input.AUDIO, Input.VISION);
    }
  }

  private static double testMae(Path run) throws IOException {
    JsonNode measured = new ObjectMapper().readTree(run.resolve("seed-1/metrics.json").toFile());
    return measured.get("test").get("mae").asDouble();
  }

  @Test
  void anExportReadsTheContextThatItWasTrainedWith() throws IOException {
    run(fresh("a", "recipe.stage.epochs=1", "bert.context=2", "bert.max_tokens=64"), () -> false);
    Path run = folder.resolve("a");
    double mae = testMae(run);
    assertThat(SmallRun.exportedMae(run)).isCloseTo(mae, within(1e-6));
    Path manifest = run.resolve("export/1/assets/model.yaml");
    String text = Files.readString(manifest);
    assertThat(text).contains("context: 2");
    Files.writeString(manifest, text.replace("context: 2", "context: 0"));
    assertThat(SmallRun.exportedMae(run)).isNotCloseTo(mae, within(1e-6));
  }
}
