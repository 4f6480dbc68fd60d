package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Modality;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.savedmodel.checkpoint.VariableIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the stages of a staged training take over from each other. */
class SeedRunTest {
  /** Only the first epoch of an encoder can be its best: no later one is better by 100. */
  private static final String STAGED =
      "recipe={name: staged, text: %1$s, audio: %1$s, vision: %1$s, fusion: %1$s}"
          .formatted(
              "{epochs: 2, batch_size: 32, micro_batch: 0, schedule: {name: constant},"
                  + " select: {by: mae, min_delta: 100.0, after: 0, patience: 0},"
                  + " groups: {all: {under: \"\", learning_rate: 0.01, weight_decay: 0.0}}}");

  @TempDir Path folder;

  @Test
  void fusionStartsFromTheBestWeightsOfEachEncoderWhereTheyAreNotItsLast() {
    Run.fresh(SmallRun.config(STAGED), folder.resolve("run"))
        .train((seed, seedFolder) -> List.of(), note -> {}, () -> false);
    Path checkpoints = folder.resolve("run/seed-1/checkpoints");
    Map<String, float[]> fusion = weights(checkpoints.resolve("initial"), "");
    for (Modality modality : Modality.values()) {
      String own = modality.key() + "/";
      Path stage = checkpoints.resolve(modality.key());
      Map<String, float[]> best = weights(stage.resolve("best"), own);
      assertThat(best).hasSizeGreaterThan(10);
      Map<String, float[]> last = weights(stage.resolve("last"), own);
      Map<String, float[]> first = weights(stage.resolve("initial"), own);
      best.forEach((path, values) -> assertThat(fusion.get(path)).as(path).isEqualTo(values));
      String kernel =
          best.keySet().stream().filter(p -> p.endsWith("expand/kernel")).findFirst().orElseThrow();
      assertThat(last.get(kernel)).isNotEqualTo(best.get(kernel));
      assertThat(first.get(kernel)).isNotEqualTo(best.get(kernel));
    }
  }

  /** What a checkpoint has under a path, without the optimizer's state. */
  private static Map<String, float[]> weights(Path checkpoint, String prefix) {
    Path files = checkpoint.resolve("weights");
    List<String> paths = new ArrayList<>(VariableIndex.read(files).variables().keySet());
    paths.removeIf(path -> !path.startsWith(prefix) || path.contains("/adam_"));
    Map<String, float[]> weights = new LinkedHashMap<>();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Session.Runner runner = session.runner();
      for (String path : paths) {
        runner.fetch(
            tf.train
                .restore(
                    tf.constant(files.toString()),
                    tf.array(path),
                    tf.array(""),
                    List.of(TFloat32.class))
                .tensors()
                .get(0));
      }
      try (Result result = runner.run()) {
        for (int i = 0; i < paths.size(); i++) {
          weights.put(paths.get(i), GraphHarness.copy((TFloat32) result.get(i)));
        }
      }
    }
    return weights;
  }
}
