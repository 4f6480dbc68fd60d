package org.dmmsa.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EffortTest {
  private final AtomicLong now = new AtomicLong();
  private int done;

  @Test
  void shortWorkIsRepeatedUntilTheTimeIsUp() {
    assertThat(times(1, 0.1)).hasSize(10).containsOnly(0.1);
    assertThat(done).as("two that do not count").isEqualTo(12);
  }

  @Test
  void atLeastFiveTimes() {
    assertThat(times(1, 0.5)).hasSize(5);
    assertThat(done).isEqualTo(7);
  }

  @Test
  void threeTimesWhereOneIsLongerThanAllOfTheTime() {
    assertThat(times(1, 2)).hasSize(3).containsOnly(2.0);
    assertThat(done).isEqualTo(4);
  }

  private double[] times(double seconds, double each) {
    Runnable once =
        () -> {
          done++;
          now.addAndGet(Math.round(each * 1e9));
        };
    return new Effort(seconds).times(once, now::get);
  }
}
