package org.dmmsa.tools.bench;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What memory does while clients ask for a long time.
 *
 * <p>Growth is counted from the end of the first minute, when all that is made once has been made.
 *
 * @param minutes at least one
 * @param heapGrowthBytes of Java's objects
 * @param residentGrowthBytes of the process; empty where the system does not tell
 */
public record Soak(
    List<SoakMinute> minutes, long heapGrowthBytes, OptionalLong residentGrowthBytes) {
  public Soak {
    minutes = List.copyOf(minutes);
  }

  /**
   * What some minutes come to.
   *
   * @param minutes in their order, at least one
   */
  public static Soak of(List<SoakMinute> minutes) {
    MemoryUse first = minutes.get(0).memory();
    MemoryUse last = minutes.get(minutes.size() - 1).memory();
    return new Soak(
        minutes,
        last.heapBytes() - first.heapBytes(),
        first.residentBytes().isPresent() && last.residentBytes().isPresent()
            ? OptionalLong.of(last.residentBytes().getAsLong() - first.residentBytes().getAsLong())
            : OptionalLong.empty());
  }

  /**
   * Has clients ask.
   *
   * @param loop the clients
   * @param minutes how often memory is looked at
   * @param minuteMillis milliseconds between two looks
   * @param each hears of a minute when it is over
   */
  public static Soak run(
      ClosedLoop loop, int minutes, long minuteMillis, Consumer<SoakMinute> each) {
    LongAdder answered = new LongAdder();
    ClosedLoop counted =
        new ClosedLoop(
            random -> {
              loop.request().accept(random);
              answered.increment();
            },
            loop.clients());
    List<SoakMinute> over = new CopyOnWriteArrayList<>();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      Runnable look =
          () -> {
            if (over.size() < minutes) {
              long requests = answered.sumThenReset();
              SoakMinute minute = new SoakMinute(over.size() + 1, requests, MemoryUse.now());
              each.accept(minute);
              over.add(minute);
            }
          };
      ScheduledFuture<?> unused =
          clock.scheduleAtFixedRate(look, minuteMillis, minuteMillis, TimeUnit.MILLISECONDS);
      counted.run(() -> over.size() >= minutes);
    } finally {
      clock.shutdownNow();
    }
    return of(over);
  }
}
