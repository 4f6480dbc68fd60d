package org.dmmsa.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StepInput;
import org.dmmsa.training.StepResult;
import org.dmmsa.training.TrainGraph;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.batch.BatchParts;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.optimizer.Adam;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Two servers in this process, which talk over the network, against no server. */
@Tag("long")
class ClusterRunTest {
  private static final String PARTS = "recipe.stage.micro_batch=8"; // of 16

  @TempDir static Path folder;

  private static Cluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = new Cluster(List.of("localhost:" + freePort(), "localhost:" + freePort()));
    for (int task = 0; task < cluster.size(); task++) {
      assertThat(cluster.start(task, Sessions.DEFAULT.config())).isNotNull();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What a step of the quickstart gives: its losses, and the gradients that Adam's slots hold. */
  private record Step(Map<String, Double> losses, Map<String, float[]> slots) {
    static Step of(RunInputs inputs, Optional<Cluster> cluster) {
      Stage stage = inputs.config().stages().get(0).stage();
      Batcher batcher = inputs.fitted().batcher(stage.network(), inputs.config().data());
      List<Integer> rows = IntStream.range(0, 16).boxed().toList();
      try (TrainGraph graph = inputs.graph(stage, 1, cluster);
          BatchParts batch =
              BatchParts.of(
                  batcher, inputs.data().train(), rows, one -> one, graph.targetNames(), 5)) {
        Map<String, Adam.Step> steps = new LinkedHashMap<>();
        graph
            .groups()
            .names()
            .forEach(group -> steps.put(group, graph.optimizer().step(group, 0.001, 0)));
        StepResult result =
            graph.step(0, batch.parts(), new StepInput(Map.of("polarity", 0.5), 0, 7, steps));
        Map<String, float[]> values = new LinkedHashMap<>();
        Map<String, Variable<TFloat32>> slots = graph.optimizer().variables();
        Session.Runner reads = graph.session().runner();
        slots.values().forEach(reads::fetch);
        try (Result read = reads.run()) {
          int index = 0;
          for (String slot : slots.keySet()) {
            values.put(slot, GraphHarness.copy((TFloat32) read.get(index++)));
          }
        }
        return new Step(result.losses(), values);
      }
    }
  }

  @Test
  void aStepHasTheLossesAndGradientsOfOneProcess() {
    RunConfig config = SmallRun.config(PARTS);
    try (RunInputs inputs =
        RunInputs.open(config, new RunFolder(folder.resolve("step")), () -> false)) {
      Step alone = Step.of(inputs, Optional.empty());
      Step shared = Step.of(inputs, Optional.of(cluster));
      alone
          .losses()
          .forEach(
              (name, loss) ->
                  assertThat(shared.losses().get(name)).as(name).isCloseTo(loss, within(1e-6)));
      assertThat(alone.slots()).isNotEmpty();
      double largest = 0;
      for (String weight : alone.slots().keySet()) {
        float[] expected = alone.slots().get(weight);
        float[] actual = shared.slots().get(weight);
        for (int i = 0; i < expected.length; i++) {
          largest = Math.max(largest, Math.abs(expected[i]));
          assertThat(actual[i]).as("%s %d", weight, i).isCloseTo(expected[i], within(1e-7f));
        }
      }
      assertThat(largest).as("a tenth of the largest slope, at least").isGreaterThan(1e-3);
    }
  }

  private static List<JsonNode> train(Run run, String name) throws IOException {
    run.train((seed, seedFolder) -> List.of(), note -> {}, () -> false);
    return SmallRun.epochs(folder.resolve(name));
  }

  private static void assertSameCurve(List<JsonNode> actual, List<JsonNode> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int epoch = 0; epoch < expected.size(); epoch++) {
      for (String term : names(expected.get(epoch).get("losses"))) {
        assertThat(actual.get(epoch).get("losses").get(term).doubleValue())
            .as("%s in epoch %d", term, epoch + 1)
            .isCloseTo(expected.get(epoch).get("losses").get(term).doubleValue(), within(1e-4));
      }
    }
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void aRunHasTheLossesOfOneProcessAndGoesOnWithoutACluster() throws IOException {
    RunConfig config = SmallRun.config(PARTS, "recipe.stage.epochs=2");
    List<JsonNode> alone = train(Run.fresh(config, folder.resolve("alone")), "alone");
    Run begun = Run.fresh(config, folder.resolve("stopped")).on(cluster);
    assertThatThrownBy(() -> begun.train((seed, to) -> List.of(), note -> {}, SmallRun.after(5)))
        .isInstanceOf(TrainingInterruptedException.class);
    assertSameCurve(train(Run.existing(folder.resolve("stopped")), "stopped"), alone);
  }

  @Test
  void aStepWithoutAPartForEachProcessIsRefused() {
    for (String parts : List.of("recipe.stage.micro_batch=0", "recipe.stage.micro_batch=16")) {
      Run run = Run.fresh(SmallRun.config(parts), folder.resolve("refused"));
      assertThatThrownBy(() -> run.on(cluster))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("of batch_size 16, expected 1 to 8");
    }
  }
}
