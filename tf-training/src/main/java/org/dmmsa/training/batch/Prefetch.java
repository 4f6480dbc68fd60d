package org.dmmsa.training.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Makes the next batches on a thread of its own while the current one is used.
 *
 * <p>A batch that was taken belongs to the taker; those made and not taken are closed here.
 *
 * @param <T> a batch
 */
public final class Prefetch<T extends AutoCloseable> implements Iterator<T>, AutoCloseable {
  private static final int DEPTH = 3;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "prefetch");
            made.setDaemon(true);
            return made;
          });
  private final Deque<Future<T>> ahead = new ArrayDeque<>();
  private final Iterator<List<Integer>> plan;
  private final Function<List<Integer>, T> make;

  public Prefetch(List<List<Integer>> plan, Function<List<Integer>, T> make) {
    this.plan = plan.iterator();
    this.make = make;
    for (int i = 0; i < DEPTH; i++) {
      startNext();
    }
  }

  private void startNext() {
    if (plan.hasNext()) {
      List<Integer> rows = plan.next();
      ahead.add(thread.submit(() -> make.apply(rows)));
    }
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty();
  }

  @Override
  public T next() {
    if (ahead.isEmpty()) {
      throw new NoSuchElementException();
    }
    Future<T> first = ahead.remove();
    startNext();
    try {
      return first.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    for (Future<T> made : ahead) {
      try {
        made.get().close();
      } catch (Exception ignored) {
        // What failed to be made, or to be closed, was not asked for any more.
      }
    }
    ahead.clear();
  }
}
