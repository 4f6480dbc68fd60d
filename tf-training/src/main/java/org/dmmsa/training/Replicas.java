package org.dmmsa.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Cluster;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.client.ServerAddress;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * The sessions that compute the parts of a batch: that of this process alone, or one for each
 * process of a cluster, all at the same time.
 *
 * <p>They run one graph, whose weights, and the sums of gradients, are with the first; each of them
 * reads these weights in every part, and adds its gradients to these sums.
 */
final class Replicas implements AutoCloseable {
  /** How long a step takes before it is asked whether the others are still there, and again. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** Looks in a row that have to fail. */
  private static final int LOOKS = 3;

  private final List<String> addresses;
  private final List<Session> sessions;
  private final ExecutorService threads;
  private boolean lost;

  private Replicas(List<String> addresses, List<Session> sessions) {
    this.addresses = addresses;
    this.sessions = sessions;
    threads =
        Executors.newFixedThreadPool(
            sessions.size(),
            work -> {
              Thread thread = new Thread(work, "replica");
              thread.setDaemon(true); // one that waits for a lost worker waits for ever
              return thread;
            });
  }

  /**
   * Opens them, over a graph that is complete.
   *
   * @throws InvalidInputException if the graph of a cluster has something that each part changes,
   *     which then would depend on who is first
   */
  static Replicas of(Graph graph, Weights weights, Sessions sessions, Optional<Cluster> cluster) {
    if (cluster.isEmpty()) {
      Session own = sessions.open(graph);
      own.initialize();
      return new Replicas(List.of("this process"), List.of(own));
    }
    for (Weight weight : weights.all()) {
      if (!weight.trained()) {
        throw new InvalidInputException(
            "found %s, which each part of a step moves on from where the one before left it;"
                    .formatted(weight.path())
                + " expected no batch norm, and no weighting gradnorm or ol_aux, on a cluster");
      }
    }
    return new Replicas(cluster.get().addresses(), sessions.open(graph, cluster.get()));
  }

  /** That of this process. */
  Session own() {
    return sessions.get(0);
  }

  /**
   * Computes parts, dealt out in turn.
   *
   * @return what came of each, in order
   * @throws WorkerLostException if another process is gone; nothing can be computed here then
   */
  <P, R> List<R> each(List<P> parts, BiFunction<Session, P, R> compute) {
    if (parts.size() == 1 || sessions.size() == 1) {
      return parts.stream().map(part -> compute.apply(own(), part)).toList();
    }
    List<Future<List<R>>> shares = new ArrayList<>();
    for (int task = 0; task < sessions.size(); task++) {
      int by = task;
      shares.add(threads.submit(() -> share(by, parts, compute)));
    }
    List<List<R>> done = new ArrayList<>();
    for (int task = 0; task < shares.size(); task++) {
      done.add(await(shares.get(task), task));
    }
    return IntStream.range(0, parts.size())
        .mapToObj(i -> done.get(i % done.size()).get(i / done.size()))
        .toList();
  }

  /** TensorFlow itself would wait for ever for a process that is gone. */
  private <R> R await(Future<R> share, int task) {
    int failed = 0;
    while (true) {
      try {
        return share.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        Optional<String> problem =
            task == 0
                ? Optional.empty()
                : ServerAddress.parse(addresses.get(task)).problem(BETWEEN_LOOKS);
        failed = problem.isPresent() ? failed + 1 : 0;
        if (failed == LOOKS) {
          lost = true;
          throw new WorkerLostException(addresses.get(task), problem.get());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted in a step", e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
      }
    }
  }

  private <P, R> List<R> share(int task, List<P> parts, BiFunction<Session, P, R> compute) {
    try {
      List<R> results = new ArrayList<>();
      for (int i = task; i < parts.size(); i += sessions.size()) {
        results.add(compute.apply(sessions.get(task), parts.get(i)));
      }
      return results;
    } catch (TensorFlowException e) {
      // Its subclasses are what is wrong with an op, wherever that runs.
      if (task > 0 && e.getClass() == TensorFlowException.class) {
        throw new WorkerLostException(addresses.get(task), e.getMessage());
      }
      throw e;
    }
  }

  /** Whether a run still waits for a process that is gone, so that nothing can be freed. */
  boolean lost() {
    return lost;
  }

  @Override
  public void close() {
    threads.shutdown();
    if (!lost) {
      sessions.forEach(Session::close);
    }
  }
}
