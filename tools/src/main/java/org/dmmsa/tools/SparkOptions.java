package org.dmmsa.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.spark.Cluster;

/** The options of commands that work on Spark; the start script looks for {@code --spark} too. */
final class SparkOptions {
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
   * Where to do it.
   *
   * @throws InvalidInputException if there is no Spark, or a setting is none
   */
  static Cluster cluster(Arguments given) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String each : given.all("spark-conf")) {
      int equals = each.indexOf('=');
      if (!each.startsWith("spark.") || equals < 0) {
        throw new InvalidInputException(
            "--spark-conf: found '" + each + "', expected KEY=VALUE as spark.executor.memory=4g");
      }
      settings.put(each.substring(0, equals), each.substring(equals + 1));
    }
    Cluster cluster = new Cluster(given.text("spark").orElseThrow(), settings);
    Cluster.require();
    return cluster;
  }
}
