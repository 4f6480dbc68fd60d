package org.dmmsa.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said before Spark is asked; tests have none, as the archive has none. */
class ScoreBatchCommandTest {
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
  void aSettingThatIsNoneIsRefused() {
    refused("'cores=2', expected KEY=VALUE", "--spark", "local", "--spark-conf", "cores=2");
    refused("'spark.cores'", "--spark", "local", "--spark-conf", "spark.cores");
  }
}
