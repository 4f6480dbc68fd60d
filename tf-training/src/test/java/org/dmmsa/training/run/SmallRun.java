package org.dmmsa.training.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmmsa.training.evaluation.ModelEvaluator;
import org.dmmsa.training.evaluation.Scores;
import org.dmmsa.training.metric.Metric;

/** The quickstart, made so small that a test can run it: 80 samples, networks of 16 features. */
final class SmallRun {
  /** Sizes of the data and of the BERT, whichever method reads them. */
  static final List<String> INPUTS =
      List.of(
          "data.synthetic.samples=80",
          "data.synthetic.audio_frames=6",
          "data.synthetic.vision_frames=7",
          "bert.tiny.layers=1",
          "bert.tiny.width=16",
          "bert.tiny.inner=16");

  /** Its one stage. */
  static final List<String> JOINT = List.of("recipe.stage.epochs=3", "recipe.stage.batch_size=16");

  /** That of DMMSA. */
  static final List<String> NETWORK =
      List.of("model.width=16", "model.inner=16", "model.feature=8");

  private SmallRun() {}

  static RunConfig config(String... overrides) {
    List<String> sets = new ArrayList<>(INPUTS);
    sets.addAll(NETWORK);
    sets.addAll(JOINT);
    sets.addAll(List.of(overrides));
    Path file = EveryConfigTest.CONFIGS.resolve("quickstart.yaml");
    return RunConfig.YAML.read(file, sets, RunConfig.class);
  }

  /** The test MAE of a run's export, from its own folder. */
  static double exportedMae(Path run) {
    try (ModelEvaluator evaluator =
        ModelEvaluator.open(
            run.resolve("export/1"),
            run.resolve("synthetic.pkl"),
            Optional.of(run.resolve("tiny-bert")))) {
      return Scores.metrics(evaluator.metrics(), evaluator.predictions(evaluator.splits("test")))
          .get(Metric.MAE)
          .orElseThrow();
    }
  }
}
