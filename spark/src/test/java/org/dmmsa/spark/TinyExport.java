package org.dmmsa.spark;

import java.nio.file.Path;
import java.util.List;
import org.dmmsa.training.run.Run;
import org.dmmsa.training.run.RunConfig;

/** A model that is trained in a second. */
final class TinyExport {
  private static final List<String> SMALL =
      List.of(
          "seeds=[1]",
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
          "recipe.stage.epochs=1",
          "recipe.stage.batch_size=16",
          "runtime.intra_op_threads=1",
          "runtime.inter_op_threads=1");

  private TinyExport() {}

  /** Trains it in a folder, which then has {@code export/1} and its data, {@code synthetic.pkl}. */
  static void train(Path run) {
    Path quickstart = Path.of("..", "configs", "quickstart.yaml");
    Run.fresh(RunConfig.YAML.read(quickstart, SMALL, RunConfig.class), run)
        .run((seed, folder) -> List.of(), () -> false);
  }
}
