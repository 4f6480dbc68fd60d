package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dmmsa.savedmodel.serving.ExportFolder;
import org.dmmsa.training.TrainingInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export.on_best}: every version is better than the one before, whichever seed it is of. */
class ExportOnBestTest {
  private static final List<String> SETS =
      List.of(
          "data.synthetic.samples=60",
          "data.synthetic.audio_frames=6",
          "data.synthetic.vision_frames=6",
          "bert.tiny.layers=1",
          "bert.tiny.width=8",
          "bert.tiny.inner=8",
          "model.width=8",
          "model.heads=2",
          "model.inner=8",
          "model.feature=4",
          "recipe.stage.epochs=3",
          "recipe.stage.batch_size=16",
          "seeds=[1, 12]",
          "export={on_best: true}");

  @TempDir private Path folder;

  private Run fresh(String name) {
    Path quickstart = EveryConfigTest.CONFIGS.resolve("quickstart.yaml");
    return Run.fresh(RunConfig.YAML.read(quickstart, SETS, RunConfig.class), folder.resolve(name));
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

  /** What the logs of the epochs let expect. */
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
    run(fresh("a"), () -> false);
    assertThat(versions("a")).hasSizeGreaterThan(1).isEqualTo(expected("a"));
  }

  @Test
  void aStoppedRunGoesOnWhereItsVersionsEnd() throws IOException {
    int[] steps = {0};
    Run stopped = fresh("b");
    assertThatThrownBy(() -> run(stopped, () -> ++steps[0] == 7))
        .isInstanceOf(TrainingInterruptedException.class);
    run(Run.existing(folder.resolve("b")), () -> false);
    assertThat(versions("b")).isEqualTo(expected("b"));
  }
}
