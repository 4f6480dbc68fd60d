package org.dmmsa.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void warmUpOfTwoInTenGivesTheReferenceFactors() {
    double[] expected = {0, .5, 1, .875, .75, .625, .5, .375, .25, .125, 0};
    Schedule schedule = Schedule.warmUpThenLinear(2, 10);
    for (int step = 0; step < expected.length; step++) {
      assertThat(schedule.factor(step))
          .as("after %s steps", step)
          .isCloseTo(expected[step], within(1e-15));
    }
  }

  @Test
  void withoutWarmUpTheFirstStepHasTheFullRate() {
    assertThat(Schedule.warmUpThenLinear(0, 4).factor(0)).isEqualTo(1);
    assertThat(Schedule.warmUpThenLinear(0, 4).factor(3)).isEqualTo(0.25);
  }

  @Test
  void factorStaysZeroAfterTheEnd() {
    assertThat(Schedule.warmUpThenLinear(2, 10).factor(1000)).isZero();
  }

  @Test
  void warmUpLongerThanTheTrainingIsRefused() {
    assertThatThrownBy(() -> Schedule.warmUpThenLinear(11, 10))
        .hasMessage("found warm-up of 11.0 in 10.0 steps, expected 0 to all of them");
    assertThatThrownBy(() -> Schedule.warmUpThenLinear(-1, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
