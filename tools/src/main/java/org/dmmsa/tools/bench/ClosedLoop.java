package org.dmmsa.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/**
 * Clients that each ask, wait for the answer and at once ask again: a closed loop.
 *
 * <p>There are never more requests at a time than clients, and a slow answer puts off its client's
 * next request. So the latencies are those of a server that is as busy as so many clients can keep
 * it; those of requests that come at their own pace, and queue, are others and not measured
 * (coordinated omission is not corrected).
 *
 * @param request one request from its beginning to its end; draws from the client's own generator
 * @param clients how many threads ask
 */
public record ClosedLoop(Consumer<RandomGenerator> request, int clients) {
  private static final int DIGITS = 3; // of a latency: 0.1% of error at most
  private static final long SEED = 20_250_615;

  /**
   * What a run of the loop took.
   *
   * @param nanos the latency of each request, in nanoseconds
   * @param seconds from the first request until the last answer
   */
  public record Run(Histogram nanos, double seconds) {}

  /**
   * Asks, at least once a client.
   *
   * @param over whether to stop, asked after every answer
   */
  public Run run(BooleanSupplier over) {
    AtomicBoolean failed = new AtomicBoolean();
    SplittableRandom seeds = new SplittableRandom(SEED);
    List<Callable<Histogram>> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      RandomGenerator random = seeds.split();
      all.add(() -> client(random, over, failed));
    }
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long start = System.nanoTime();
      List<Future<Histogram>> done = threads.invokeAll(all);
      double seconds = (System.nanoTime() - start) / 1e9;
      Histogram nanos = new Histogram(DIGITS);
      for (Future<Histogram> one : done) {
        nanos.add(one.get());
      }
      return new Run(nanos, seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while clients were asking", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Histogram client(RandomGenerator random, BooleanSupplier over, AtomicBoolean failed) {
    Histogram nanos = new Histogram(DIGITS);
    boolean answered = false;
    try {
      do {
        long start = System.nanoTime();
        request.accept(random);
        nanos.recordValue(System.nanoTime() - start);
      } while (!over.getAsBoolean() && !failed.get());
      answered = true;
    } finally {
      if (!answered) {
        failed.set(true); // the others need not go on
      }
    }
    return nanos;
  }
}
