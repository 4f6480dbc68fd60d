package org.dmmsa.training.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dmmsa.model.Golden.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.graph.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Each weighting on the four {@link Bowls}, against the same in plain Java. */
class StepWeightingTest {
  private static final double[][] PLACES = {
    {0.4, 0.1, -0.7, 1.5}, {-1, 0.5, 2, 0.25}, {1.2, 1.1, 0.9, 2.4}, {0.1, 0.2, 0.3, -0.4}
  };

  static List<LossWeighting> byStep() {
    return List.of(
        new RandomWeights(),
        new UncertaintySoftmax(1),
        new GradientCosine(),
        new OlAux(2, 0.5),
        new Mgda(),
        new GradNorm(0.5, 0.1));
  }

  static List<LossWeighting> byAuxiliary() {
    return List.of(new GradientCosine(), new OlAux(1, 1), new Mgda());
  }

  private static double[] losses(double... place) {
    double[] losses = new double[4];
    for (int k = 0; k < 4; k++) {
      losses[k] = Bowls.loss(k, place);
    }
    return losses;
  }

  @Test
  void fedWeightsGiveTheWeightedSumAndRememberNothing() {
    try (Bowls bowls = new Bowls(new Gdwg(2))) {
      bowls.at(PLACES[0]);
      bowls.feed(1, 0.5f, 0, 2);
      double[] l = losses(PLACES[0]);
      assertThat(bowls.totalAndSlopes())
          .containsExactly(new double[] {l[0] + 0.5 * l[1] + 2 * l[3], 1, 0.5, 0, 2}, within(1e-5));
      assertThat(bowls.weighted.weighed()).isEmpty();
      assertThat(bowls.weights.all()).isEmpty();
    }
  }

  /** Whatever the weights are: the total is their sum, and no gradient goes through them. */
  @ParameterizedTest
  @MethodSource("byStep")
  void theTotalIsTheSumByTheWeightsThatAreReported(LossWeighting weighting) {
    try (Bowls bowls = new Bowls(weighting)) {
      bowls.at(PLACES[1]);
      Operand<TFloat32> slopes =
          bowls.harness.gradientsOf(bowls.weighted.total(), List.of(bowls.losses)).get(0);
      List<float[]> values =
          bowls.harness.floats(List.of(bowls.weighted.total(), slopes, bowls.weighted.weights()));
      double[] expected = {1, 1, 1, 1};
      for (int i = 0; i < bowls.weighted.weighed().size(); i++) {
        expected[Bowls.NAMES.indexOf(bowls.weighted.weighed().get(i))] = values.get(2)[i];
      }
      assertThat(Bowls.doubles(values.get(1))).containsExactly(expected, within(1e-6));
      assertThat((double) values.get(0)[0])
          .isCloseTo(Bowls.dot(expected, losses(PLACES[1])), within(1e-4));
      assertThat(bowls.weights.all())
          .allMatch(weight -> weight.path().startsWith(LossWeighting.PATH) && !weight.trained());
    }
  }

  @ParameterizedTest
  @MethodSource("byAuxiliary")
  void aNetworkWithoutAuxiliaryTermsIsTrainedByTheOthers(LossWeighting weighting) {
    try (Bowls bowls = new Bowls(weighting, List.of())) {
      assertThat(bowls.weighted.weighed()).isEmpty();
      assertThat(Arrays.copyOfRange(bowls.totalAndSlopes(), 1, 5)).containsExactly(1, 1, 1, 1);
    }
  }

  @Test
  void randomWeightsAreASoftmaxOfNormalNumbersAndAFunctionOfTheSeed() {
    try (Bowls bowls = new Bowls(new RandomWeights())) {
      assertThat(bowls.weighted.weighed()).isEqualTo(Bowls.NAMES);
      double sum = 0;
      double squares = 0;
      int draws = 500;
      for (int draw = 0; draw < draws; draw++) {
        bowls.seed(draw);
        double[] weights = bowls.step();
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-5));
        double apart = Math.log(weights[0] / weights[1]); // the difference of two of N(0, 1)
        sum += apart;
        squares += apart * apart;
      }
      assertThat(sum / draws).isCloseTo(0, within(0.25)); // four deviations
      assertThat(squares / draws).isCloseTo(2, within(0.5));
      double[] last = bowls.step();
      bowls.seed(3);
      assertThat(bowls.step()).isNotEqualTo(last);
      bowls.seed(draws - 1);
      assertThat(bowls.step()).isEqualTo(last);
    }
  }

  @Test
  void uncertaintyStartsAsTheSumOfAllTerms() {
    try (Bowls bowls = new Bowls(new Uncertainty())) {
      bowls.at(PLACES[0]);
      double[] all = bowls.totalAndSlopes();
      assertThat(all[0]).isCloseTo(Arrays.stream(losses(PLACES[0])).sum(), within(1e-5));
      assertThat(Arrays.copyOfRange(all, 1, 5)).containsExactly(1, 1, 1, 1);
      assertThat(bowls.weights.trained().stream().map(Weight::path))
          .containsExactly(
              "weighting/log_variance/sentiment",
              "weighting/log_variance/polarity",
              "weighting/log_variance/unimodal",
              "weighting/log_variance/contrastive");
      assertThat(bowls.weights.all()).noneMatch(Weight::decays);
    }
  }

  @Test
  void uncertaintyIsTheFormulaOfThePaper() {
    try (Bowls bowls = new Bowls(new Uncertainty())) {
      bowls.at(PLACES[0]);
      List<Weight> s = bowls.weights.all();
      bowls.harness.assign(
          Map.of(
              s.get(0), new float[] {(float) Math.log(4)}, // a standard deviation of 2
              s.get(1), new float[] {(float) Math.log(0.25)})); // of a half
      double[] l = losses(PLACES[0]);
      double expected = l[0] / 4 + Math.log(2) + l[1] * 4 + Math.log(0.5) + l[2] + l[3];
      assertThat(bowls.totalAndSlopes())
          .containsExactly(new double[] {expected, 0.25, 4, 1, 1}, within(1e-4));
      assertThat(bowls.step()).containsExactly(new double[] {0.25, 4, 1, 1}, within(1e-5));
      List<float[]> slopes =
          bowls.harness.floats(bowls.harness.gradients(bowls.weighted.total(), s));
      assertClose("s of sentiment", slopes.get(0), new float[] {(float) (0.5 - l[0] / 4)}, 1e-5);
      assertClose("s of polarity", slopes.get(1), new float[] {(float) (0.5 - 4 * l[1])}, 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2, 50})
  void uncertaintySoftmaxIsTheSoftmaxOfInverseLosses(double temperature) {
    try (Bowls bowls = new Bowls(new UncertaintySoftmax(temperature))) {
      bowls.at(PLACES[2]);
      double[] expected = new double[4];
      for (int k = 0; k < 4; k++) {
        expected[k] = Math.exp(1 / Bowls.loss(k, PLACES[2]) / temperature);
      }
      double sum = Arrays.stream(expected).sum();
      double[] shares = Arrays.stream(expected).map(e -> e / sum).toArray();
      assertThat(bowls.step()).containsExactly(shares, within(1e-5));
    }
  }

  /** Gradients by central differences of the losses. */
  @Test
  void anAuxiliaryTermCountsByTheCosineOfItsGradientAndTheMainOne() {
    try (Bowls bowls = new Bowls(new GradientCosine())) {
      assertThat(bowls.weighted.weighed()).isEqualTo(Bowls.TASKS);
      boolean closed = false;
      for (double[] place : PLACES) {
        bowls.at(place);
        double[] main = Bowls.slope(List.of(0, 1), place);
        double[] expected = new double[2];
        for (int k = 0; k < 2; k++) {
          double[] own = Bowls.slope(List.of(2 + k), place);
          double cosine =
              Bowls.dot(main, own) / Math.sqrt(Bowls.dot(main, main) * Bowls.dot(own, own));
          expected[k] = Math.max(0, cosine);
          closed |= cosine < 0;
        }
        assertThat(bowls.step()).containsExactly(expected, within(1e-4));
      }
      assertThat(closed).as("some place closes a gate").isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5", "2, 0.5", "3, 2"})
  void olAuxMovesByTheProductsOfEachNSteps(int every, double rate) {
    try (Bowls bowls = new Bowls(new OlAux(every, rate))) {
      double[] weights = {0.5, 0.5};
      double[] products = new double[2];
      boolean floored = false;
      for (int step = 1; step <= 8; step++) {
        double[] place = PLACES[(step - 1) % 4];
        bowls.at(place);
        assertThat(bowls.step()).as("step %d", step).containsExactly(weights, within(1e-4));
        double[] main = Bowls.slope(List.of(0, 1), place);
        for (int k = 0; k < 2; k++) {
          products[k] += Bowls.dot(main, Bowls.slope(List.of(2 + k), place));
          if (step % every == 0) {
            floored |= weights[k] + rate * products[k] < 0;
            weights[k] = Math.max(0, weights[k] + rate * products[k]);
            products[k] = 0;
          }
        }
        assertThat(bowls.kept("weighting/products")).containsExactly(products, within(1e-4));
        assertThat(bowls.kept("weighting/steps")).containsExactly(step % every);
        assertThat(bowls.kept("weighting/auxiliary")).containsExactly(weights, within(1e-4));
      }
      assertThat(weights).isNotEqualTo(new double[] {0.5, 0.5});
      assertThat(floored || every != 3).as("the floor is reached in one case").isTrue();
    }
  }

  /** The best of ten thousand shares, by the length of what they come to. */
  @Test
  void mgdaFindsTheShortestMixOfBothGradients() {
    double[][] more = {{0.2, 0.5, 0, 0.9}, {0.5, 1, -0.2, 1}, {-3, -3, -3, -3}, {5, 5, 5, 5}};
    boolean inside = false;
    try (Bowls bowls = new Bowls(new Mgda())) {
      for (double[] place : more) {
        bowls.at(place);
        double[] main = Bowls.slope(List.of(0, 1), place);
        double[] auxiliary = Bowls.slope(List.of(2, 3), place);
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 10_000; i++) {
          double share = i / 10_000.0;
          double length = 0;
          for (int j = 0; j < 4; j++) {
            length += Math.pow(share * main[j] + (1 - share) * auxiliary[j], 2);
          }
          if (length < least) {
            least = length;
            best = share;
          }
        }
        inside |= best > 0 && best < 1;
        assertThat(bowls.step())
            .containsExactly(new double[] {best, best, 1 - best, 1 - best}, within(2e-4));
      }
    }
    assertThat(inside).as("some mix is a true one").isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "0.5, 0.1", "1.5, 0.8"})
  void gradNormMovesAsInPlainJava(double alpha, double rate) {
    try (Bowls bowls = new Bowls(new GradNorm(alpha, rate))) {
      double[] weights = {1, 1, 1, 1};
      double[] first = losses(PLACES[0]);
      for (int step = 0; step < 6; step++) {
        double[] place = PLACES[step % 4];
        bowls.at(place);
        assertThat(bowls.step()).as("step %d", step).containsExactly(weights, within(1e-3));
        weights = moved(weights, first, place, alpha, rate);
        assertThat(bowls.kept("weighting/terms")).containsExactly(weights, within(1e-3));
        assertThat(bowls.kept("weighting/first_losses")).containsExactly(first, within(1e-5));
      }
      assertThat(Arrays.stream(weights).sum()).isCloseTo(4, within(1e-9));
    }
  }

  private static double[] moved(
      double[] weights, double[] first, double[] place, double alpha, double rate) {
    double[] lengths = new double[4];
    double[] ratios = new double[4];
    double meanLength = 0;
    double meanWeighted = 0;
    double meanRatio = 0;
    for (int k = 0; k < 4; k++) {
      double[] slope = Bowls.slope(List.of(k), place);
      lengths[k] = Math.sqrt(Bowls.dot(slope, slope));
      ratios[k] = Bowls.loss(k, place) / first[k];
      meanLength += lengths[k] / 4;
      meanWeighted += weights[k] * lengths[k] / 4;
      meanRatio += ratios[k] / 4;
    }
    double[] next = new double[4];
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      double wanted = meanWeighted * Math.pow(ratios[k] / meanRatio, alpha);
      double sign = Math.abs(weights[k] * lengths[k] - wanted) < 1e-9 ? 0 : 1;
      sign *= Math.signum(weights[k] * lengths[k] - wanted);
      next[k] = Math.max(1e-3, weights[k] - rate * sign * lengths[k] / meanLength);
      sum += next[k];
    }
    for (int k = 0; k < 4; k++) {
      next[k] *= 4 / sum;
    }
    return next;
  }
}
