package org.dmmsa.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.spark.RunCluster;
import org.dmmsa.spark.SparkCluster;
import org.dmmsa.training.queue.LocalWorkers;
import org.dmmsa.training.queue.Workers;

/** The options of commands that work on Spark; the start script looks for {@code --spark} too. */
final class SparkOptions {
  /** Runs that wait for a place on the cluster, each with a thread that waits too. */
  private static final int MOST = 1000;

  private SparkOptions() {}

  /** In the order of the help. */
  static List<Option> all() {
    return List.of(
        OptionKinds.optional(
            "spark",
            "MASTER",
            "do it on Spark (SPARK_HOME says where that is): local[2], spark://HOST:7077"),
        OptionKinds.optional(
            "spark-conf", "KEY=VALUE", "a setting of Spark, as spark.executor.memory; repeatable"));
  }

  /**
   * Who does many runs: this process, by {@code --jobs}, or Spark.
   *
   * @throws InvalidInputException as {@link #cluster} does
   */
  static Workers workers(Arguments given) {
    Optional<Integer> jobs = given.count("jobs", 1);
    if (given.has("spark")) {
      return RunCluster.connect(cluster(given), jobs.orElse(MOST));
    }
    if (given.has("spark-conf")) {
      throw new InvalidInputException("found --spark-conf without --spark, expected both");
    }
    return new LocalWorkers(jobs.orElse(1));
  }

  /**
   * Where to do it.
   *
   * @throws InvalidInputException if there is no Spark, or a setting is none
   */
  static SparkCluster cluster(Arguments given) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String each : given.all("spark-conf")) {
      int equals = each.indexOf('=');
      if (!each.startsWith("spark.") || equals < 0) {
        throw new InvalidInputException(
            "--spark-conf: found '" + each + "', expected KEY=VALUE as spark.executor.memory=4g");
      }
      settings.put(each.substring(0, equals), each.substring(equals + 1));
    }
    SparkCluster cluster = new SparkCluster(given.text("spark").orElseThrow(), settings);
    SparkCluster.require();
    return cluster;
  }
}
