package org.dmmsa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmmsa.training.queue.LocalWorkers;
import org.dmmsa.training.queue.QueuedRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small cluster on this machine, whose only executor is killed; its worker starts another. */
@Tag("long")
class LostExecutorTest {
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String EPOCHS = "recipe.stage.epochs=100";
  private static final Pattern HOLDER = Pattern.compile("process (\\d+) ");

  @TempDir Path folder;

  private static SparkCluster cluster() throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    return new SparkCluster(
        "local-cluster[1,1,1024]",
        Map.of(
            "spark.executor.extraClassPath", System.getProperty("java.class.path"),
            "spark.executor.memory", "1024m",
            "spark.driver.host", "localhost",
            "spark.ui.enabled", "false"));
  }

  @Test
  @Timeout(200)
  void itsRunGoesOnInAnotherAndEndsTheSame() throws IOException {
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    TinyRuns.run(runs(here), new LocalWorkers(1), new TinyRuns.Told(), () -> false);
    AtomicLong killed = new AtomicLong();
    TinyRuns.Told killing =
        new TinyRuns.Told() {
          @Override
          public synchronized void epochDone(QueuedRun run, String stage, int epoch) {
            if (killed.get() == 0 && !run.done()) {
              killed.set(holder(run));
              ProcessHandle.of(killed.get()).orElseThrow().destroyForcibly();
            }
          }
        };
    try (SparkWorkers workers = new SparkWorkers(ClusterSession.open(cluster(), "test"), 9, LOOK)) {
      assertThat(TinyRuns.run(runs(there), workers, killing, () -> false)).isEmpty();
    }
    assertThat(killed).doesNotHaveValue(0);
    assertThat(TinyRuns.results(there)).hasSizeGreaterThan(3).isEqualTo(TinyRuns.results(here));
  }

  private static List<QueuedRun> runs(Path in) {
    return List.of(TinyRuns.queued(in, 1, EPOCHS));
  }

  /** Who holds the run's folder, by its lock. */
  private static long holder(QueuedRun run) {
    try {
      Matcher holder = HOLDER.matcher(Files.readString(run.folder().root().resolve(".lock")));
      assertThat(holder.find()).isTrue();
      long process = Long.parseLong(holder.group(1));
      assertThat(process).isNotEqualTo(ProcessHandle.current().pid());
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
