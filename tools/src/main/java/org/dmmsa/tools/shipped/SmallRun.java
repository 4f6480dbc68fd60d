package org.dmmsa.tools.shipped;

import java.nio.file.Path;
import java.util.List;
import org.dmmsa.training.run.Run;

/** A run of the quickstart with a tiny network: files of all kinds, and an export, in seconds. */
public final class SmallRun {
  private static final List<String> TINY =
      List.of(
          "data.synthetic.samples=40",
          "data.synthetic.audio_frames=4",
          "data.synthetic.vision_frames=4",
          "bert.tiny.layers=1",
          "bert.tiny.width=8",
          "bert.tiny.inner=8",
          "model.width=8",
          "model.inner=8",
          "model.feature=4",
          "recipe.stage.epochs=1");

  private SmallRun() {}

  /**
   * Trains it.
   *
   * @param to a new folder
   */
  public static void train(Path to) {
    Run.fresh(ShippedConfig.read("configs/quickstart.yaml", TINY), to)
        .run((seed, files) -> List.of(), () -> false);
  }
}
