package org.dmmsa.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

  /** An interruption after so many steps. */
  static BooleanSupplier after(int steps) {
    int[] done = {0};
    return () -> ++done[0] == steps;
  }

  /** The log of a run's seed 1, without its times. */
  static List<JsonNode> epochs(Path run) throws IOException {
    List<JsonNode> epochs = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("seed-1/epochs.jsonl"))) {
      ObjectNode epoch = (ObjectNode) new ObjectMapper().readTree(line);
      epoch.remove(List.of("seconds", "samples_per_second"));
      epochs.add(epoch);
    }
    return epochs;
  }

  static String predictions(Path run) throws IOException {
    return Files.readString(run.resolve("seed-1/predictions-test.csv"));
  }
}
