package org.dmmsa.spark;

import java.util.concurrent.TimeUnit;
import org.dmmsa.training.queue.Workers;

/** A cluster that does runs. */
public final class RunCluster {
  private RunCluster() {}

  /**
   * Connects; whoever asks closes it.
   *
   * @param most runs that are given to Spark at a time
   * @throws org.dmmsa.model.InvalidInputException if it cannot be reached
   */
  public static Workers connect(SparkCluster cluster, int most) {
    return new SparkWorkers(
        ClusterSession.open(cluster, "dmmsa runs"), most, TimeUnit.SECONDS.toNanos(1));
  }
}
