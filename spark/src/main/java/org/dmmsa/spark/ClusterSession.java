package org.dmmsa.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.dmmsa.model.InvalidInputException;

/** A connection to a {@link SparkCluster}. */
final class ClusterSession {
  private static final String SPARK = "4.";

  private ClusterSession() {}

  /**
   * Connects; executors get this application's jars.
   *
   * @param name of the job, in Spark's own pages
   * @throws InvalidInputException if there is none, or another Spark than this was built for
   */
  static SparkSession open(SparkCluster cluster, String name) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(cluster.master())
            .appName(name)
            .config("spark.executorEnv.TF_CPP_MIN_LOG_LEVEL", "2")
            .config("spark.executor.extraJavaOptions", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    if (isOneProcess(cluster.master())) {
      builder.config("spark.ui.enabled", "false");
    } else {
      builder.config("spark.jars", jars());
    }
    cluster.settings().forEach(builder::config);
    SparkSession session = connected(builder, cluster.master());
    if (!session.version().startsWith(SPARK)) {
      String found = session.version();
      session.stop();
      throw new InvalidInputException(
          "--spark: found Spark " + found + " in SPARK_HOME, expected Spark 4.2");
    }
    return session;
  }

  private static SparkSession connected(SparkSession.Builder builder, String master) {
    try {
      return builder.getOrCreate();
    } catch (Exception e) { // Scala throws checked ones too, undeclared
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InvalidInputException(
          "--spark: found no Spark at %s (%s), expected a master".formatted(master, reason), e);
    }
  }

  private static boolean isOneProcess(String master) {
    return master.equals("local") || master.startsWith("local[");
  }

  /** What lies beside our own jar; Spark has its own log. */
  private static String jars() {
    Path own =
        Path.of(
            URI.create(
                SparkCluster.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    if (!Files.isRegularFile(own)) {
      return ""; // a test: its class path is that of the executors too
    }
    try (Stream<Path> beside = Files.list(own.toAbsolutePath().getParent())) {
      return beside
          .filter(jar -> jar.toString().endsWith(".jar"))
          .filter(jar -> !jar.getFileName().toString().startsWith("logback-"))
          .map(jar -> jar.toUri().toString())
          .sorted()
          .collect(Collectors.joining(","));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
