package org.dmmsa.spark;

import java.util.Map;
import org.dmmsa.model.InvalidInputException;

/**
 * Where Spark does its work.
 *
 * @param master as Spark names it: {@code local[2]}, {@code spark://HOST:7077}
 * @param settings of Spark, by key, such as {@code spark.executor.memory}
 */
public record SparkCluster(String master, Map<String, String> settings) {
  public SparkCluster {
    settings = Map.copyOf(settings);
  }

  /**
   * Looks whether Spark is on the class path.
   *
   * @throws InvalidInputException if it is not
   */
  public static void require() {
    try {
      Class.forName(
          "org.apache.spark.sql.SparkSession",
          false,
          Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new InvalidInputException(
          "--spark: found no Spark, expected SPARK_HOME to be a folder of Spark 4.2 with jars in it",
          e);
    }
  }
}
