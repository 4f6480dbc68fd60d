package org.dmmsa.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.queue.LocalWorkers;
import org.dmmsa.training.queue.QueueProgress;
import org.dmmsa.training.queue.QueuedRun;
import org.dmmsa.training.queue.RunQueue;
import org.dmmsa.training.report.JsonFile;
import org.dmmsa.training.report.SummaryReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole experiment, made small: two rows and two seeds of a tiny BERT. */
class ExperimentTest {
  private static final Path CONFIGS = Path.of("..", "configs").toAbsolutePath().normalize();

  private static final String SMALL =
      """
      title: Small
      about: Two rows of a small network.
      datasets: {mosi: mosi.pkl}
      metrics: [mae, corr]
      published: [table3]
      figures: [validation, loss_weights, differences]
      reference: text
      set:
        - monitor.test=true
        - data.synthetic.samples=60
        - data.synthetic.audio_frames=6
        - data.synthetic.vision_frames=6
        - bert.tiny.layers=1
        - bert.tiny.width=8
        - bert.tiny.inner=8
        - recipe.stage.epochs=2
        - recipe.stage.batch_size=16
      rows:
        - {name: text, title: TEXT, config: x.yaml, quick: synthetic/text.yaml, set: []}
        - name: other
          title: other rates
          config: x.yaml
          quick: synthetic/text.yaml
          set: [recipe.stage.groups.all.learning_rate=%s]
      seeds: [1]
      quick: {seeds: [1, 12], set: []}
      """;

  @TempDir Path folder;

  private Experiment experiment(String run, String rate, String... sets) throws IOException {
    Path file = folder.resolve("configs/experiments/small.yaml");
    Files.createDirectories(file.getParent());
    Files.createDirectories(folder.resolve("configs/synthetic"));
    Files.writeString(file, SMALL.formatted(rate));
    Files.copy(
        CONFIGS.resolve("synthetic/text.yaml"),
        folder.resolve("configs/synthetic/text.yaml"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return Experiment.of(
        file,
        new Experiment.Surroundings(
            folder.resolve(run),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            List.of(),
            List.of(sets),
            true));
  }

  private static final class Told implements QueueProgress {
    final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void begun(QueuedRun run) {
      lines.add("begun " + run.name());
    }

    @Override
    public void note(QueuedRun run, String note) {}

    @Override
    public void epochDone(QueuedRun run, String stage, int epoch) {}

    @Override
    public synchronized void done(QueuedRun run, SummaryReport summary) {
      lines.add("done " + run.name());
    }

    @Override
    public synchronized void failed(QueuedRun run, RuntimeException why) {
      lines.add("failed " + run.name());
    }
  }

  private static List<RunQueue.Failed> run(Experiment experiment, int jobs, BooleanSupplier stop) {
    return new RunQueue(experiment.runs(), new LocalWorkers(jobs), new Told(), stop).run();
  }

  private static JsonNode results(Experiment experiment) {
    Path folder = experiment.where().folder();
    ExperimentReport.of(experiment, true).write(folder);
    return JsonFile.read(folder.resolve("results.json"));
  }

  @Test
  void aStoppedExperimentGoesOnToWhatAnUnstoppedOneEndsWithHoweverManyJobs() throws IOException {
    Experiment whole = experiment("whole", "0.001");
    assertThat(run(whole, 1, () -> false)).isEmpty();

    Experiment stopped = experiment("stopped", "0.001");
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> run(stopped, 1, () -> asked.incrementAndGet() > 9))
        .isInstanceOf(TrainingInterruptedException.class)
        .hasMessageContaining("of 4 runs to do");
    assertThat(stopped.left()).hasSizeBetween(1, 3);
    assertThat(stopped.secondsLeft(run -> 1000)).isLessThan(1000.0 * stopped.left().size());
    assertThat(experiment("new", "0.001").secondsLeft(run -> 1000)).isEqualTo(4000);
    Told told = new Told();
    List<String> done =
        stopped.runs().stream().filter(PlannedRun::done).map(PlannedRun::name).toList();
    assertThat(new RunQueue(stopped.runs(), new LocalWorkers(2), told, () -> false).run())
        .isEmpty();
    assertThat(told.lines).noneMatch(line -> done.stream().anyMatch(line::endsWith));

    assertThat(results(stopped)).isEqualTo(results(whole));
    try (Stream<Path> files = Files.walk(stopped.where().folder().resolve("runs"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).doesNotContain("checkpoints");
    }
    String page = Files.readString(whole.where().folder().resolve("experiment.md"));
    assertThat(page)
        .contains("best mae on the validation split", "seeds \\[1, 12\\]", "best test epochs")
        .contains("difference from TEXT", "quick try on synthetic data")
        .contains("figures/mosi-validation.svg")
        .doesNotContain("loss-weights") // of a network with one term
        .doesNotContain("paper"); // published figures are not for synthetic data
    assertThat(whole.where().folder().resolve("tables/mosi-test.tex")).exists();
    assertThat(whole.where().folder().resolve("figures/mosi-validation.svg")).exists();
    assertBestOfTestClaimsMore(whole);
  }

  private static void assertBestOfTestClaimsMore(Experiment experiment) {
    for (CellResult cell : ExperimentResults.of(experiment).of("mosi")) {
      for (SeedResult seed : cell.seeds()) {
        seed.bestOfTest()
            .orElseThrow()
            .byKey()
            .forEach(
                (key, best) -> {
                  double ours = seed.metrics().test().byKey().get(key);
                  assertThat(key.equals("mae") ? ours - best : best - ours).isNotNegative();
                });
      }
    }
  }

  @Test
  void oneFailureDoesNotEndTheRestAndIsTriedAgain() throws IOException {
    Experiment experiment = experiment("failing", "1e30"); // diverges
    List<RunQueue.Failed> failed = run(experiment, 2, () -> false);
    assertThat(failed.stream().map(each -> each.run().name()))
        .containsExactlyInAnyOrder("mosi-other-1", "mosi-other-12");
    assertThat(failed.get(0).why()).hasMessageContaining("epoch");
    assertThat(experiment.left()).hasSize(2);
    assertThat(results(experiment)).hasSize(1);
    assertThat(run(experiment, 1, () -> false)).hasSize(2);
  }

  @Test
  void runsOfAnotherConfigAreRefusedBeforeAnythingRuns() throws IOException {
    Experiment experiment = experiment("one", "0.001");
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> run(experiment, 1, () -> asked.incrementAndGet() > 2))
        .isInstanceOf(TrainingInterruptedException.class);
    assertThatThrownBy(() -> experiment("one", "0.001", "recipe.stage.epochs=3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("recipe.stage.epochs");
  }

  @Test
  void dataThatIsNotNamedIsRefused() throws IOException {
    experiment("x", "0.001");
    Path file = folder.resolve("configs/experiments/small.yaml");
    Experiment.Surroundings none =
        new Experiment.Surroundings(
            folder, Optional.empty(), Map.of(), Optional.empty(), List.of(), List.of(), false);
    assertThatThrownBy(() -> Experiment.of(file, none))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--data-root DIR with mosi.pkl in it, --data mosi=FILE, or --quick");
    Experiment.Surroundings other =
        new Experiment.Surroundings(
            folder,
            Optional.empty(),
            Map.of("mossi", file),
            Optional.empty(),
            List.of(),
            List.of(),
            false);
    assertThatThrownBy(() -> Experiment.of(file, other)).hasMessageContaining("did you mean mosi");
  }
}
