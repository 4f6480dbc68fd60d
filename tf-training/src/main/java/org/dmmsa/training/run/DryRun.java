package org.dmmsa.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.savedmodel.file.Folders;
import org.dmmsa.training.Stage;
import org.dmmsa.training.StepHook;
import org.dmmsa.training.StepInput;
import org.dmmsa.training.TrainGraph;
import org.dmmsa.training.batch.BatchParts;
import org.dmmsa.training.batch.BatchSampler;
import org.dmmsa.training.batch.Batcher;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.evaluation.SplitScorer;
import org.dmmsa.training.optimizer.Adam;
import org.dmmsa.training.recipe.Recipe.PlannedStage;

/**
 * A run that is only tried: everything is opened, each stage's graph is built and makes two steps,
 * and nothing is written but to a temporary folder.
 *
 * @param config what was tried
 * @param trainRows rows of the training split
 * @param validRows rows of the validation split
 * @param testRows rows of the test split
 * @param stages what each came to
 * @param peakBytes the most memory that the process has had, where the system tells
 */
public record DryRun(
    RunConfig config,
    int trainRows,
    int validRows,
    int testRows,
    List<StageTrial> stages,
    OptionalLong peakBytes) {

  /**
   * One stage.
   *
   * @param name its name
   * @param parameters numbers of its network
   * @param trained those that are ever trained in it
   * @param epochs at most
   * @param stepsPerEpoch steps of one
   * @param secondsPerStep of a second step, on a batch of median cost
   */
  public record StageTrial(
      String name,
      long parameters,
      long trained,
      int epochs,
      int stepsPerEpoch,
      double secondsPerStep) {}

  /**
   * Tries a config.
   *
   * @throws org.dmmsa.model.InvalidInputException as the run itself would
   */
  public static DryRun of(RunConfig config) {
    try {
      Path folder = Files.createTempDirectory("dmmsa-dry-run");
      try (RunInputs inputs = RunInputs.open(config, new RunFolder(folder), () -> false)) {
        List<StageTrial> stages = new ArrayList<>();
        for (PlannedStage planned : config.stages()) {
          stages.add(trial(inputs, planned.stage()));
        }
        return new DryRun(
            config,
            inputs.data().train().size(),
            inputs.data().valid().size(),
            inputs.data().test().size(),
            stages,
            mostMemory());
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StageTrial trial(RunInputs inputs, Stage stage) {
    Split train = inputs.data().train();
    int size = stage.config().batchSize();
    Batcher batcher = inputs.fitted().batcher(stage.network(), inputs.config().data());
    List<List<Integer>> batches =
        BatchSampler.sorted(train.size(), batcher.inputs().cost(train), size).batches();
    List<Integer> median = batches.get(batches.size() / 2);
    try (TrainGraph graph = inputs.graph(stage, inputs.config().seeds().get(0))) {
      double seconds = 0;
      StepHook hook = stage.hook().over(train, graph.seed());
      SplitScorer scorer = new SplitScorer(batcher.inputs(), SplitScorer.BATCH_SIZE);
      hook.epochStarts(1, () -> graph.embeddings(scorer, train));
      for (int step = 0; step < 2; step++) {
        try (BatchParts batch =
            BatchParts.of(
                batcher,
                train,
                median,
                hook::rows,
                graph.targetNames(),
                stage.config().microBatch())) {
          batch.parts().forEach(part -> part.add(hook.targets(part.rows())));
          long start = System.nanoTime();
          graph.step(graph.groups().phases() - 1, batch.parts(), still(graph));
          seconds = (System.nanoTime() - start) / 1e9;
        }
      }
      return new StageTrial(
          stage.name(),
          graph.weights().count(),
          graph.groups().everTrained().stream().mapToLong(Weight::size).sum(),
          stage.config().epochs(),
          batches.size(),
          seconds);
    }
  }

  /** What all epochs of a seed would take at most, in seconds; validation is not counted. */
  public double seconds() {
    return stages.stream()
        .mapToDouble(s -> s.secondsPerStep() * s.stepsPerEpoch() * s.epochs())
        .sum();
  }

  /** A step that moves nothing. */
  private static StepInput still(TrainGraph graph) {
    Map<String, Adam.Step> steps = new LinkedHashMap<>();
    graph.groups().names().forEach(group -> steps.put(group, graph.optimizer().step(group, 0, 0)));
    return new StepInput(Map.of(), 0, 1, steps);
  }

  /** Linux tells it of every process. */
  private static OptionalLong mostMemory() {
    Path status = Path.of("/proc/self/status");
    try {
      if (Files.exists(status)) {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("VmHWM:")) {
            return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OptionalLong.empty();
  }
}
