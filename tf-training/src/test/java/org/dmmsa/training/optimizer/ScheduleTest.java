package org.dmmsa.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void warmUpOfTwoInTenGivesTheReferenceRates() {
    double[] expected = {0, .5, 1, .875, .75, .625, .5, .375, .25, .125, 0};
    Schedule schedule = Schedule.warmUpThenLinear(1e-4, 2, 10);
    double[] found = LongStream.rangeClosed(0, 10).mapToDouble(schedule::rate).toArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("after %s updates", i).isCloseTo(expected[i] * 1e-4, within(1e-18));
    }
  }

  @Test
  void withoutWarmUpTheFirstUpdateHasTheBaseRate() {
    assertThat(Schedule.warmUpThenLinear(0.1, 0, 4).rate(0)).isEqualTo(0.1);
    assertThat(Schedule.warmUpThenLinear(0.1, 0, 4).rate(3)).isCloseTo(0.025, within(1e-15));
  }

  @Test
  void rateIsZeroFromTheLastUpdateOn() {
    Schedule schedule = Schedule.warmUpThenLinear(1, 2, 10);
    assertThat(schedule.rate(10)).isZero();
    assertThat(schedule.rate(1000)).isZero();
    assertThat(Schedule.warmUpThenLinear(1, 3, 3).rate(2)).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(Schedule.warmUpThenLinear(1, 3, 3).rate(3)).isZero();
    assertThat(Schedule.warmUpThenLinear(1, 0, 0).rate(0)).isZero();
  }

  @Test
  void longTrainingDoesNotOverflow() {
    assertThat(Schedule.warmUpThenLinear(1, 0, 4_000_000_000L).rate(3_000_000_000L))
        .isCloseTo(0.25, within(1e-12));
  }

  @Test
  void constantDoesNotMove() {
    assertThat(Schedule.constant(0.3).rate(0)).isEqualTo(0.3);
    assertThat(Schedule.constant(0.3).rate(Long.MAX_VALUE)).isEqualTo(0.3);
  }

  @Test
  void impossibleSchedulesAreRefused() {
    assertThatThrownBy(() -> Schedule.warmUpThenLinear(1, 11, 10))
        .hasMessage("found warm-up 11 of 10 updates, expected 0 to 10");
    assertThatThrownBy(() -> Schedule.warmUpThenLinear(1, -1, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Schedule.constant(Double.NaN))
        .hasMessage("found learning rate NaN, expected a number from 0 up");
  }
}
