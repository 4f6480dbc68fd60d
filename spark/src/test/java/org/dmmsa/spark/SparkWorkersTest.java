package org.dmmsa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.TrainingDivergedException;
import org.dmmsa.training.TrainingInterruptedException;
import org.dmmsa.training.queue.LocalWorkers;
import org.dmmsa.training.queue.QueuedRun;
import org.dmmsa.training.queue.RunQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as tasks of Spark, on two threads of this process. */
@Tag("long")
class SparkWorkersTest {
  private static final SparkCluster HERE = new SparkCluster("local[2]", Map.of());
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String EPOCHS = "recipe.stage.epochs=3";

  @TempDir static Path shared;

  @TempDir Path folder;

  private static List<QueuedRun> runs(Path in) {
    return List.of(TinyRuns.queued(in, 1, EPOCHS), TinyRuns.queued(in, 12, EPOCHS));
  }

  @BeforeAll
  static void trainHere() {
    assertThat(TinyRuns.run(runs(shared), new LocalWorkers(1), new TinyRuns.Told(), () -> false))
        .isEmpty();
  }

  @Test
  void runsEndAsWithoutSparkAndOneThatFailsEndsNoOther() throws IOException {
    QueuedRun diverging =
        TinyRuns.queued(
            folder.resolve("diverging"), 3, EPOCHS, "recipe.stage.groups.all.learning_rate=1e30");
    TinyRuns.Told told = new TinyRuns.Told();
    List<QueuedRun> runs = runs(folder.resolve("runs"));
    List<RunQueue.Failed> failed;
    try (SparkWorkers workers = new SparkWorkers(ClusterSession.open(HERE, "test"), 9, LOOK)) {
      assertThat(workers.atATime()).isEqualTo(2);
      failed =
          TinyRuns.run(List.of(diverging, runs.get(0), runs.get(1)), workers, told, () -> false);
    }
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).run()).isEqualTo(diverging);
    assertThat(failed.get(0).why()).isInstanceOf(TrainingDivergedException.class);
    assertThat(told.lines()).contains("done run-1", "done run-12", "failed run-3");
    assertThat(TinyRuns.results(folder.resolve("runs")))
        .hasSizeGreaterThan(6)
        .isEqualTo(TinyRuns.results(shared));
  }

  @Test
  void runsThatAreStoppedWriteTheirCheckpointsAndGoOnToTheSameResults() throws IOException {
    List<QueuedRun> runs = runs(folder).subList(0, 1);
    AtomicBoolean stop = new AtomicBoolean();
    TinyRuns.Told stopping =
        new TinyRuns.Told() {
          @Override
          public void begun(QueuedRun run) {
            stop.set(true);
          }
        };
    try (SparkWorkers workers = new SparkWorkers(ClusterSession.open(HERE, "test"), 9, LOOK)) {
      assertThatThrownBy(() -> TinyRuns.run(runs, workers, stopping, stop::get))
          .isInstanceOf(TrainingInterruptedException.class)
          .hasMessageContaining("1 of 1 runs to do; the same command goes on");
      assertThat(runs).noneMatch(QueuedRun::done);
      assertThat(TinyRuns.run(runs, workers, new TinyRuns.Told(), () -> false)).isEmpty();
    }
    Path ran = Path.of("run-1");
    assertThat(TinyRuns.results(folder.resolve(ran)))
        .isEqualTo(TinyRuns.results(shared.resolve(ran)));
  }

  @Test
  void whatIsNoMasterIsRefused() {
    assertThatThrownBy(() -> RunCluster.connect(new SparkCluster("nowhere", Map.of()), 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--spark: found no Spark at nowhere (")
        .hasMessageContaining("expected a master");
  }
}
