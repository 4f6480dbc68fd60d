package org.dmmsa.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.queue.LocalWorkers;
import org.dmmsa.training.queue.QueueProgress;
import org.dmmsa.training.queue.QueuedRun;
import org.dmmsa.training.queue.RunQueue;
import org.dmmsa.training.report.SummaryReport;
import org.dmmsa.training.run.RunConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole search, made small: three trials of a small LF-DNN, one of which diverges. */
class TuningTest {
  private static final Path CONFIG = Path.of("..", "configs", "synthetic", "lf_dnn.yaml");

  private static final String SPACE =
      """
      method: halving
      trials: 3
      seed: 10
      seeds: [1]
      halving: {eta: 3, epochs_key: recipe.stage.epochs, least_epochs: 1}
      space:
        recipe.stage.groups.all.learning_rate: {choice: [1.0e-3, 2.0e-3, 1.0e30]}
        model.fusion_dropout: {uniform: [0.0, 0.3]}
      """;

  private static final List<String> SMALL =
      List.of(
          "data.synthetic.samples=60",
          "data.synthetic.audio_frames=6",
          "data.synthetic.vision_frames=6",
          "bert.tiny.layers=1",
          "bert.tiny.width=8",
          "bert.tiny.inner=8",
          "recipe.stage.batch_size=16");

  @TempDir Path folder;

  private Tuning tuning(String run, String space, String... sets) throws IOException {
    Path file = folder.resolve("space.yaml");
    Files.writeString(file, space);
    List<String> all = new ArrayList<>(SMALL);
    all.addAll(List.of(sets));
    return Tuning.of(file, new Tuning.Surroundings(CONFIG, all, folder.resolve(run)));
  }

  private static final class Silent implements QueueProgress {
    @Override
    public void begun(QueuedRun run) {}

    @Override
    public void note(QueuedRun run, String note) {}

    @Override
    public void epochDone(QueuedRun run, String stage, int epoch) {}

    @Override
    public void done(QueuedRun run, SummaryReport summary) {}

    @Override
    public void failed(QueuedRun run, RuntimeException why) {}
  }

  private static List<RunQueue.Failed> run(Tuning tuning, BooleanSupplier stop) {
    return new TuningRunner(tuning, new LocalWorkers(1), new Silent(), stop).run();
  }

  private static TuningReport written(Tuning tuning) {
    TuningReport report = TuningReport.of(tuning);
    report.write(tuning.where().folder());
    return report;
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void aStoppedSearchGoesOnToWhatAnUnstoppedOneEndsWith() throws IOException {
    Tuning whole = tuning("whole", SPACE);
    List<RunQueue.Failed> failed = run(whole, () -> false);
    TuningReport report = written(whole);

    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> run(tuning("stopped", SPACE), () -> asked.incrementAndGet() > 3))
        .isInstanceOf(TrainingInterruptedException.class)
        .hasMessageContaining("of 4 runs to do");
    Tuning goesOn = tuning("stopped", SPACE);
    assertThat(goesOn.left()).isBetween(2, 4);
    assertThat(run(goesOn, () -> false)).hasSameSizeAs(failed);
    written(goesOn);

    for (String file : List.of("results.json", "best.yaml", "trials.csv", "trials.md")) {
      assertThat(text("stopped/" + file)).isEqualTo(text("whole/" + file));
    }
    assertThat(failed).isNotEmpty().allMatch(each -> each.why().getMessage().contains("epoch"));
    assertThat(text("whole/trials.md"))
        .contains("Failed, and counted as the worst: trial")
        .contains("chosen from 3 trials")
        .contains("| trial | epochs | valid mae | learning_rate | fusion_dropout |");
    assertThat(text("whole/results.json")).doesNotContain("test");

    TuningReport.Best best = report.best().orElseThrow();
    assertThat(best.overrides()).hasSize(3).last().isEqualTo("recipe.stage.epochs=3");
    List<String> overrides = Stream.concat(SMALL.stream(), best.overrides().stream()).toList();
    assertThat(RunConfig.YAML.read(folder.resolve("whole/best.yaml"), List.of(), RunConfig.class))
        .isEqualTo(RunConfig.YAML.read(CONFIG, overrides, RunConfig.class));

    assertAnotherSearchIsRefused();
  }

  /** In the folder of the one that is done. */
  private void assertAnotherSearchIsRefused() {
    assertThatThrownBy(() -> tuning("whole", SPACE.replace("0.3]", "0.4]")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("model.fusion_dropout");
    assertThatThrownBy(() -> tuning("whole", SPACE, "clip={by: norm, limit: 1.0}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("another config than the run in");
  }

  private void assertRefused(String found, String replacement, String... messages) {
    assertThat(SPACE).contains(found);
    assertThatThrownBy(() -> tuning("refused", SPACE.replace(found, replacement)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(messages);
  }

  @Test
  void spacesThatCannotBeUsedAreRefusedWithTheirPlace() {
    assertRefused(
        "model.fusion_dropout",
        "model.fusion_droput",
        "space.yaml, trial 1: --set model.fusion_droput",
        "dropout");
    assertRefused(
        "[0.0, 0.3]", "[0.3, 0.0]", "space.yaml:8: space.model.fusion_dropout.uniform", "least");
    assertRefused("[0.0, 0.3]", "[0.3]", "least, most");
    assertRefused("uniform: [0.0", "log_uniform: [0.0", "space.yaml:8", "numbers above 0");
    assertRefused("{uniform: [0.0, 0.3]}", "{choice: []}", "choice", "at least one value");
    assertRefused("{uniform: [0.0, 0.3]}", "{}", "space.model.fusion_dropout", "no distribution");
    assertRefused("{uniform: [0.0, 0.3]}", "{integer: [2, 3]}", "trial 1", "a rate in [0, 1)");
    assertRefused("{uniform: [0.0, 0.3]}", "{normal: [0, 1]}", "no distribution");
    assertRefused("method: halving", "method: random", "halving: found a section");
    assertRefused("model.fusion_dropout", "recipe.stage.epochs", "halving sets the epochs");
    assertRefused("model.fusion_dropout", "seeds", "space", "seeds");
    assertRefused("trials: 3", "trials: 0", "space.yaml:2: trials: found 0");
    assertRefused(
        "model.fusion_dropout: {uniform: [0.0, 0.3]}",
        "recipe.stage.select.by: {choice: [mae, corr, acc7, acc2_non0, f1_non0, f1_has0]}",
        "one metric to judge all");
    assertThatThrownBy(() -> tuning("refused", SPACE, "model.fusion_dropout=0.1"))
        .hasMessageContaining("--set model.fusion_dropout=0.1: found a key that");
  }
}
