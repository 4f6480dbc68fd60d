package org.dmmsa.tools;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.client.ServerAddress;
import org.tensorflow.Server;
import org.tensorflow.exceptions.TensorFlowException;

/** How a process takes its place in a cluster. */
final class ClusterStart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int BETWEEN_MILLIS = 500;

  private ClusterStart() {}

  /**
   * Starts the server of a task.
   *
   * @throws InvalidInputException if its port cannot be listened on
   */
  static Server task(Cluster cluster, int task, Sessions sessions) {
    AtomicReference<Server> server = new AtomicReference<>();
    try {
      TensorFlowStart.unheard(() -> server.set(cluster.start(task, sessions.config())));
    } catch (TensorFlowException e) {
      throw new InvalidInputException(
          "cannot listen on the port of %s, task %d of the cluster: %s; expected a free port of this machine"
              .formatted(cluster.addresses().get(task), task, e.getMessage()),
          e);
    }
    return server.get();
  }

  /**
   * Returns when all workers take connections; TensorFlow itself would wait for ever.
   *
   * @throws InvalidInputException if one does not within a minute
   */
  static void awaitWorkers(Cluster cluster, PrintStream err) {
    awaitWorkers(cluster, err, PATIENCE);
  }

  static void awaitWorkers(Cluster cluster, PrintStream err, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (int task = 1; task < cluster.size(); task++) {
      ServerAddress worker = ServerAddress.parse(cluster.addresses().get(task));
      Optional<String> problem = worker.problem(CONNECT);
      if (problem.isPresent()) {
        err.println("waiting for the worker " + worker);
      }
      while (problem.isPresent()) {
        if (System.nanoTime() > end) {
          throw new InvalidInputException(
              "found no worker at %s within %d s (%s), expected there: ./dmmsa worker --cluster %s --task %d"
                  .formatted(
                      worker,
                      patience.toSeconds(),
                      problem.get(),
                      String.join(",", cluster.addresses()),
                      task));
        }
        pause();
        problem = worker.problem(CONNECT);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for workers", e);
    }
  }
}
