package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmmsa.model.catalog.Method;
import org.dmmsa.savedmodel.checkpoint.CheckpointFolder;
import org.dmmsa.training.Stage;
import org.dmmsa.training.TrainGraph;
import org.dmmsa.training.Trainer;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.evaluation.SplitScorer;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method with a config for synthetic data, on so few rows that it can know them by heart. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class OverfitTest {
  private static final int ROWS = 8;

  /** Labels lie in [-3, 3]; always predicting their mean is off by more than 1. */
  private static final double TINY = 0.05;

  /**
   * What values become wherever their keys are: little data, all of it in a step, nothing random.
   */
  private static final Map<String, String> SMALL =
      Map.of(
          "synthetic", "{like: mosi, samples: 12, seed: 1, audio_frames: 6, vision_frames: 7}",
          "levels", "1", // of MulT, whose graph is the largest
          "epochs", "300",
          "batch_size", String.valueOf(Integer.MAX_VALUE), // the largest that a config may have
          "micro_batch", "0",
          "schedule", "{name: constant}",
          "select", "{by: mae, min_delta: 0.0, after: 0, patience: 0}",
          "learning_rate", "0.003",
          "weight_decay", "0.0");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir Path folder;

  static Stream<Method> methods() {
    return Arrays.stream(Method.values()).filter(method -> Files.exists(file(method)));
  }

  private static Path file(Method method) {
    return EveryConfigTest.CONFIGS.resolve(
        method == Method.DMMSA ? "quickstart.yaml" : "synthetic/" + method.key() + ".yaml");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyStageLearnsEightRowsByHeart(Method method) throws IOException {
    JsonNode tree = YAML.readTree(file(method).toFile());
    shrink(tree);
    Path small = folder.resolve("small.yaml");
    YAML.writeValue(small.toFile(), tree);
    RunConfig config = RunConfig.YAML.read(small, List.of(), RunConfig.class);
    try (RunInputs inputs = RunInputs.open(config, new RunFolder(folder), () -> false)) {
      assertThat(inputs.data().train().size()).isEqualTo(ROWS);
      for (PlannedStage planned : config.stages()) {
        assertThat(errorAfterTraining(inputs, planned.stage()))
            .as("mean absolute error of stage %s", planned.stage().name())
            .isLessThan(TINY);
      }
    }
  }

  private static void shrink(JsonNode section) throws IOException {
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      if (key.endsWith("dropout")) {
        silence(entry);
      } else if (SMALL.containsKey(key) && !isNever(value)) {
        entry.setValue(YAML.readTree(SMALL.get(key)));
      } else if (!key.equals("freeze")) { // its epochs are not the stage's
        shrink(value);
      }
    }
  }

  /** One rate, or several by what they are for. */
  private static void silence(Map.Entry<String, JsonNode> dropout) {
    if (dropout.getValue().isObject()) {
      dropout.getValue().properties().forEach(OverfitTest::silence);
    } else {
      dropout.setValue(YAML.getNodeFactory().numberNode(0.0));
    }
  }

  /** The rate of weights that a method never trains. */
  private static boolean isNever(JsonNode value) {
    return value.isNumber() && value.asDouble() == 0;
  }

  /** Trains until the rows are known, or as long as the stage goes on. */
  private double errorAfterTraining(RunInputs inputs, Stage stage) {
    Split rows = inputs.data().train();
    Batcher batcher = inputs.fitted().batcher(stage.network(), inputs.config().data());
    try (TrainGraph graph = inputs.graph(stage, inputs.config().seeds().get(0))) {
      Trainer trainer =
          new Trainer(
              stage,
              graph,
              new Trainer.Surroundings(
                  inputs.data(),
                  false,
                  batcher,
                  Optional.empty(),
                  inputs.config().data().metrics(),
                  new CheckpointFolder(folder.resolve(stage.name())),
                  List.of(),
                  () -> error(graph, rows, batcher, stage.label()) < TINY));
      try {
        trainer.begin();
      } catch (TrainingInterruptedException known) {
        // as asked for
      }
      return error(graph, rows, batcher, stage.label());
    }
  }

  private static double error(TrainGraph graph, Split rows, Batcher batcher, String label) {
    float[] scores = new SplitScorer(batcher.inputs(), ROWS).score(rows, graph::answer).sentiment();
    double sum = 0;
    for (int row = 0; row < scores.length; row++) {
      sum += Math.abs(scores[row] - batcher.labels().of(rows, row, label));
    }
    return sum / scores.length;
  }
}
