package org.dmmsa.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static Schedule.Progress at(long step, int stepsPerEpoch, int epochs) {
    return new Schedule.Progress(step, stepsPerEpoch, epochs, List.of());
  }

  @Test
  void warmUpOfTwoInTenGivesTheReferenceFactors() {
    double[] expected = {0, .5, 1, .875, .75, .625, .5, .375, .25, .125, 0};
    Schedule schedule = new Schedule.Linear(1);
    for (int step = 0; step < expected.length; step++) {
      assertThat(schedule.factor(at(step, 2, 5)))
          .as("after %s steps", step)
          .isCloseTo(expected[step], within(1e-15));
    }
  }

  @Test
  void withoutWarmUpTheFirstStepHasTheFullRate() {
    assertThat(new Schedule.Linear(0).factor(at(0, 4, 1))).isEqualTo(1);
    assertThat(new Schedule.Linear(0).factor(at(3, 4, 1))).isEqualTo(0.25);
  }

  @Test
  void factorStaysZeroAfterTheEnd() {
    assertThat(new Schedule.Linear(1).factor(at(1000, 2, 5))).isZero();
    assertThat(new Schedule.Cosine(1).factor(at(1000, 2, 5))).isZero();
  }

  @Test
  void theCosineIsHalfwayDownInTheMiddle() {
    Schedule cosine = new Schedule.Cosine(1);
    assertThat(cosine.factor(at(1, 2, 5))).isEqualTo(0.5);
    assertThat(cosine.factor(at(2, 2, 5))).isEqualTo(1);
    assertThat(cosine.factor(at(4, 2, 5))).isCloseTo(0.8535533905932737, within(1e-12));
    assertThat(cosine.factor(at(6, 2, 5))).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aConstantRateStays() {
    assertThat(new Schedule.Constant(Optional.empty()).factor(at(17, 2, 5))).isEqualTo(1);
  }

  @Test
  void aConstantRateMayRiseFirst() {
    Schedule constant = new Schedule.Constant(Optional.of(2.0));
    assertThat(constant.factor(at(1, 2, 5))).isEqualTo(0.25);
    assertThat(constant.factor(at(4, 2, 5))).isEqualTo(1);
    assertThat(constant.factor(at(9, 2, 5))).isEqualTo(1);
    assertThatThrownBy(() -> constant.requireFit(1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("schedule.warmup_epochs: found 2.0, expected a number in [0, epochs]");
  }

  /** The same series through PyTorch's scheduler: reduced at the third epoch that is no better. */
  @Test
  void aPlateauReducesWhenPatienceIsOver() {
    Schedule plateau = new Schedule.Plateau(0.1, 2);
    List<Double> series = List.of(1.0, 0.9, 0.95, 0.9, 0.89995, 0.8, 0.85, 0.85, 0.85);
    double[] expected = {1, 1, 1, 1, 1, 0.1, 0.1, 0.1, 0.1, 0.01};
    for (int epochs = 0; epochs <= series.size(); epochs++) {
      assertThat(plateau.factor(new Schedule.Progress(0, 1, 10, series.subList(0, epochs))))
          .as("after %d epochs", epochs)
          .isCloseTo(expected[epochs], within(1e-12));
    }
  }

  /** Costs below 0, as of a correlation: a ten-thousandth of -0.5 lies below it, not above. */
  @Test
  void aPlateauTakesOnlyWhatIsBetterByMoreThanATenThousandth() {
    Schedule plateau = new Schedule.Plateau(0.5, 0);
    double[][] series = {{1, 0.9999}, {1, 0.9998}, {-0.5, -0.50005}, {-0.5, -0.5001}, {-0.5, -0.4}};
    double[] expected = {0.5, 1, 0.5, 1, 0.5};
    for (int i = 0; i < expected.length; i++) {
      assertThat(
              plateau.factor(new Schedule.Progress(0, 1, 9, List.of(series[i][0], series[i][1]))))
          .as("series %d", i)
          .isEqualTo(expected[i]);
    }
  }

  @Test
  void aWarmUpMayLastAsLongAsTheTraining() {
    Schedule linear = new Schedule.Linear(2);
    linear.requireFit(2);
    assertThat(linear.factor(at(3, 2, 2))).isEqualTo(0.75);
    assertThat(linear.factor(at(4, 2, 2))).isEqualTo(1);
    assertThat(new Schedule.Cosine(2).factor(at(4, 2, 2))).isEqualTo(1);
  }

  @Test
  void aScheduleWithoutWarmUpFitsAnyNumberOfEpochs() {
    new Schedule.Constant(Optional.empty()).requireFit(1);
    new Schedule.Linear(0).requireFit(1);
    new Schedule.Cosine(0).requireFit(1);
    new Schedule.Plateau(0.1, 5).requireFit(1);
  }

  @Test
  void valuesThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> new Schedule.Plateau(0, 2))
        .hasMessage("by: found 0.0, expected a number in (0, 1)");
    assertThatThrownBy(() -> new Schedule.Plateau(0.5, -1))
        .hasMessage("patience: found -1, expected an epoch count from 0 up");
    assertThatThrownBy(() -> new Schedule.Linear(-1).requireFit(2))
        .hasMessage("schedule.warmup_epochs: found -1.0, expected a number in [0, epochs]");
    assertThatThrownBy(() -> new Schedule.Cosine(2.5).requireFit(2))
        .hasMessage("schedule.warmup_epochs: found 2.5, expected a number in [0, epochs]");
    assertThatThrownBy(() -> new Schedule.Plateau(1, 2))
        .hasMessage("by: found 1.0, expected a number in (0, 1)");
  }
}
