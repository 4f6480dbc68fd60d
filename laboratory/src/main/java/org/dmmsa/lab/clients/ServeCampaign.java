package org.dmmsa.lab.clients;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.dmmsa.savedmodel.serving.ScoringModel;
import org.dmmsa.tools.bench.ClosedLoop;
import org.dmmsa.tools.bench.Soak;
import org.dmmsa.tools.bench.SoakMinute;

/**
 * Asks a model by several threads for a long time, rightly and wrongly, and finds where one client
 * sees anything of another.
 *
 * <p>A right request has rows in any number and order, padded to their longest or to the longest
 * that there may be, and has to get what each row got alone. A wrong one has to be refused with the
 * words that it was refused with alone.
 */
public final class ServeCampaign {
  private static final int THREADS = 8;
  private static final long MIB = 1 << 20;

  private final ScoringModel model;
  private final Plan plan;
  private final Findings findings = new Findings();
  private final Waiting waiting;

  /**
   * How long, and what may happen meanwhile.
   *
   * @param minutes at least 2, as growth is from the end of the first to the last
   * @param minuteMillis milliseconds of a minute; fewer in tests
   * @param growthMib what resident memory may grow by
   * @param longest what an answer may take
   * @param patience after which an answer is not waited for
   */
  public record Plan(
      int minutes, long minuteMillis, int growthMib, Duration longest, Duration patience) {}

  /** Nothing is asked yet. */
  public ServeCampaign(ScoringModel model, Plan plan) {
    this.model = model;
    this.plan = plan;
    waiting = new Waiting(findings, plan.longest().toNanos());
  }

  /**
   * Asks, alone first.
   *
   * @param each hears of a minute when it is over
   */
  public ServeReport run(Consumer<SoakMinute> each) {
    ServeClients clients = new ServeClients(model, findings, waiting);
    List<SoakMinute> minutes = new CopyOnWriteArrayList<>();
    ExecutorService soaking = Executors.newSingleThreadExecutor();
    try {
      await(soaking.submit(() -> soak(clients, minutes::add, each)));
    } finally {
      clients.stop();
      soaking.shutdownNow();
    }
    Optional<Soak> soak = minutes.isEmpty() ? Optional.empty() : Optional.of(Soak.of(minutes));
    soak.ifPresent(this::weigh);
    return ServeReport.of(
        model.place(), THREADS, plan.growthMib(), clients.asked(), soak, findings.all());
  }

  private void soak(ServeClients clients, Consumer<SoakMinute> kept, Consumer<SoakMinute> each) {
    ServeClients.Alone alone = clients.alone();
    waiting.restart();
    Soak unused =
        Soak.run(
            new ClosedLoop(random -> clients.ask(random, alone), THREADS),
            plan.minutes(),
            plan.minuteMillis(),
            kept.andThen(each));
  }

  /** Waits for the end, unless a request gets no answer. */
  private void await(Future<?> soak) {
    long patience = plan.patience().toNanos();
    while (!isOver(soak, patience)) {
      long waited = waiting.now();
      if (waited > patience) {
        findings.add(
            ServeFinding.Kind.HANG,
            "a thread",
            String.format(Locale.ROOT, "no answer in %.1f s", waited / 1e9));
        return;
      }
    }
  }

  private static boolean isOver(Future<?> soak, long nanos) {
    try {
      soak.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while clients were asking", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Looks whether memory grew. */
  private void weigh(Soak soak) {
    soak.residentGrowthBytes()
        .ifPresent(
            bytes -> {
              if (bytes > plan.growthMib() * MIB) {
                findings.add(
                    ServeFinding.Kind.GROWTH,
                    "memory",
                    String.format(
                        Locale.ROOT,
                        "found %.1f MiB more than after the first minute, expected at most %d",
                        bytes / (double) MIB,
                        plan.growthMib()));
              }
            });
  }
}
