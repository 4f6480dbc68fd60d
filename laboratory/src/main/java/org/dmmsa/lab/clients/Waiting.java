package org.dmmsa.lab.clients;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Supplier;

/** How long threads wait for a model, and what took too long. */
final class Waiting {
  private final Map<Long, Long> since = new ConcurrentHashMap<>(); // nanoseconds by thread
  private final LongAccumulator worst = new LongAccumulator(Math::max, 0);
  private final Findings findings;
  private final long most;

  /**
   * Nobody waits yet.
   *
   * @param most nanoseconds that are not too long
   */
  Waiting(Findings findings, long most) {
    this.findings = findings;
    this.most = most;
  }

  /**
   * Waits.
   *
   * @param what is asked, for findings
   */
  <T> T during(String what, Supplier<T> request) {
    long thread = Thread.currentThread().getId();
    long start = System.nanoTime();
    since.put(thread, start);
    try {
      return request.get();
    } finally {
      since.remove(thread);
      long took = System.nanoTime() - start;
      worst.accumulate(took);
      if (took > most) {
        findings.add(
            ServeFinding.Kind.SLOW, what, String.format(Locale.ROOT, "took %.1f s", took / 1e9));
      }
    }
  }

  /** Forgets what took longest so far. */
  void restart() {
    worst.reset();
  }

  /** Nanoseconds of the longest wait that is over. */
  long worst() {
    return worst.get();
  }

  /** Nanoseconds of the longest wait that is not over; 0 if nobody waits. */
  long now() {
    long now = System.nanoTime();
    return since.values().stream().mapToLong(start -> now - start).max().orElse(0);
  }
}
