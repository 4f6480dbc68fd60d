package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before Spark is asked; tests have none, as the archive has none. */
class SparkCommandsTest {
  private static final Path CONFIGS = Path.of("..", "configs");

  @TempDir Path folder;

  private static void refused(String part, Object... words) {
    List<Object> all =
        new ArrayList<>(List.of("score-batch", "--model", "m", "--input", "i", "--output", "o"));
    all.addAll(Arrays.asList(words));
    CommandLineRun.of(all.toArray()).refused(part);
  }

  @Test
  void withoutSparkItSaysWhatIsMissing() {
    refused("found no Spark, expected SPARK_HOME to be a folder of Spark 4.2", "--spark", "local");
    refused("found no --spark, expected --spark MASTER");
  }

  @Test
  void runsAreRefusedLikewise() {
    Path run = folder.resolve("run");
    for (Object[] words :
        List.of(
            new Object[] {"experiment", CONFIGS.resolve("experiments/table5.yaml"), "--quick"},
            new Object[] {
              "tune",
              "--space",
              CONFIGS.resolve("tune/quickstart.yaml"),
              "--config",
              CONFIGS.resolve("quickstart.yaml")
            })) {
      List<Object> all = new ArrayList<>(Arrays.asList(words));
      all.addAll(List.of("--run", run, "--spark-conf", "spark.task.cpus=2"));
      CommandLineRun.of(all.toArray()).refused("found --spark-conf without --spark");
      all.addAll(List.of("--spark", "local[2]"));
      CommandLineRun.of(all.toArray()).refused("found no Spark, expected SPARK_HOME");
    }
    assertThat(run).doesNotExist();
  }

  @Test
  void aSettingThatIsNoneIsRefused() {
    refused("'cores=2', expected KEY=VALUE", "--spark", "local", "--spark-conf", "cores=2");
    refused("'spark.cores'", "--spark", "local", "--spark-conf", "spark.cores");
  }
}
