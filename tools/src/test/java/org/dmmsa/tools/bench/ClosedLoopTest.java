package org.dmmsa.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
  @Test
  void everyRequestIsCountedAndEveryClientAsks() {
    AtomicInteger asked = new AtomicInteger();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    ClosedLoop loop =
        new ClosedLoop(
            random -> {
              asked.incrementAndGet();
              threads.add(Thread.currentThread());
            },
            3);
    ClosedLoop.Run run = loop.run(() -> asked.get() >= 100);
    assertThat(run.nanos().getTotalCount()).isEqualTo(asked.get()).isGreaterThanOrEqualTo(100);
    assertThat(threads).hasSize(3);
    assertThat(run.seconds()).isPositive();
    assertThat(loop.run(() -> true).nanos().getTotalCount()).isEqualTo(3);
  }

  @Test
  void clientsDrawTheirOwnNumbersTheSameEachTime() {
    assertThat(firstNumbers()).hasSize(4).isEqualTo(firstNumbers());
  }

  private static Set<Long> firstNumbers() {
    Set<Long> drawn = ConcurrentHashMap.newKeySet();
    new ClosedLoop(random -> drawn.add(random.nextLong()), 4).run(() -> true);
    return drawn;
  }

  /** Without it the other would ask forever. */
  @Test
  void whatOneClientThrowsEndsAll() {
    AtomicInteger asked = new AtomicInteger();
    ClosedLoop loop =
        new ClosedLoop(
            random -> {
              if (asked.incrementAndGet() == 50) {
                throw new IllegalArgumentException("the fiftieth");
              }
            },
            2);
    assertThatThrownBy(() -> loop.run(() -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the fiftieth");
  }
}
