package org.dmmsa.training.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PrefetchTest {
  private final ConcurrentLinkedQueue<Integer> made = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Integer> closed = new ConcurrentLinkedQueue<>();

  private record Item(int number, ConcurrentLinkedQueue<Integer> closed) implements AutoCloseable {
    @Override
    public void close() {
      closed.add(number);
    }
  }

  private Item make(List<Integer> rows) {
    made.add(rows.get(0));
    return new Item(rows.get(0), closed);
  }

  private static List<List<Integer>> plan(int batches) {
    return IntStream.range(0, batches).mapToObj(List::of).toList();
  }

  @Test
  void batchesComeInTheOrderOfThePlan() {
    List<Integer> taken = new ArrayList<>();
    try (Prefetch<Item> batches = new Prefetch<>(plan(50), this::make)) {
      while (batches.hasNext()) {
        taken.add(batches.next().number());
      }
    }
    assertThat(taken).isEqualTo(IntStream.range(0, 50).boxed().toList());
    assertThat(closed).as("what was taken belongs to the taker").isEmpty();
  }

  @Test
  void anEmptyPlanHasNothing() {
    try (Prefetch<Item> batches = new Prefetch<>(List.of(), this::make)) {
      assertThat(batches.hasNext()).isFalse();
      assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void batchesAreMadeAheadButNotAll() throws InterruptedException {
    CountDownLatch third = new CountDownLatch(3);
    try (Prefetch<Item> batches =
        new Prefetch<>(
            plan(50),
            rows -> {
              Item item = make(rows);
              third.countDown();
              return item;
            })) {
      third.await();
      assertThat(batches.hasNext()).isTrue();
      assertThat(made.size()).isLessThan(6);
    }
  }

  @Test
  void theErrorOfTheMakerReachesTheTakerAtItsPlace() {
    RuntimeException error = new IllegalArgumentException("row 2 is broken");
    try (Prefetch<Item> batches =
        new Prefetch<>(
            plan(5),
            rows -> {
              if (rows.get(0) == 2) {
                throw error;
              }
              return make(rows);
            })) {
      assertThat(batches.next().number()).isZero();
      assertThat(batches.next().number()).isOne();
      assertThatThrownBy(batches::next).isSameAs(error);
      assertThat(batches.next().number()).isEqualTo(3);
    }
  }

  @Test
  void closingInTheMiddleClosesWhatWasMadeAndNotTaken() {
    try (Prefetch<Item> batches = new Prefetch<>(plan(50), this::make)) {
      batches.next();
      batches.next();
    }
    List<Integer> expected = new ArrayList<>(made);
    expected.removeAll(List.of(0, 1));
    assertThat(closed).containsExactlyElementsOf(expected).isNotEmpty();
    assertThat(made.size()).isLessThan(8);
  }

  @Test
  void closingAfterAnErrorAheadIsQuiet() {
    try (Prefetch<Item> batches =
        new Prefetch<>(
            plan(5),
            rows -> {
              if (rows.get(0) == 1) {
                throw new IllegalStateException("not asked for");
              }
              return make(rows);
            })) {
      batches.next();
    }
    assertThat(closed).containsExactly(2, 3);
  }
}
