package org.dmmsa.training.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GdwgTest {
  private static final Golden GOLDEN = Golden.load("dmmsa");
  private static final List<String> TASKS = List.of("unimodal", "contrastive");

  @Test
  void seriesOfFourTemperaturesAreTheReferenceOnes() {
    JsonNode cases = GOLDEN.at("cases", "gdwg").node();
    assertThat(cases.get("values")).isNotEmpty();
    for (JsonNode expected : cases.get("values")) {
      Gdwg weighting = new Gdwg(expected.get("tau").asDouble());
      LossHistory history = LossHistory.empty();
      for (int epoch = 1; epoch <= expected.get("lambda_uni").size(); epoch++) {
        assertWeights(
            weighting.weights(TASKS, history),
            expected.get("lambda_uni").get(epoch - 1).asDouble(),
            expected.get("lambda_cl").get(epoch - 1).asDouble());
        if (epoch <= cases.get("epoch_losses").get("uni").size()) {
          history =
              history.with(
                  losses(
                      cases.get("epoch_losses").get("uni").get(epoch - 1).asDouble(),
                      cases.get("epoch_losses").get("cl").get(epoch - 1).asDouble()));
        }
      }
    }
  }

  @Test
  void weightsOfThreeTrainingRunsAreTheReferenceOnes() {
    Gdwg weighting = new Gdwg(GOLDEN.at("config", "tau_gdwg").node().asDouble());
    for (JsonNode run : GOLDEN.at("trajectory").node()) {
      LossHistory history = LossHistory.empty();
      for (JsonNode epoch : run.get("epochs")) {
        assertWeights(
            weighting.weights(TASKS, history),
            epoch.get("lambda_uni").asDouble(),
            epoch.get("lambda_cl").asDouble());
        history =
            history.with(losses(epoch.get("mean_uni").asDouble(), epoch.get("mean_cl").asDouble()));
      }
      assertWeights(
          weighting.weights(TASKS, history),
          run.get("next_lambda").get("uni").asDouble(),
          run.get("next_lambda").get("cl").asDouble());
    }
  }

  @Test
  void taskThatHasFallenLessWeighsMore() {
    LossHistory history = history(1, 1, 0.9, 0.2);
    Map<String, Double> weights = new Gdwg(1).weights(TASKS, history);
    assertThat(weights.get("unimodal")).isGreaterThan(weights.get("contrastive"));
  }

  @Test
  void ratioIsToTheFirstEpochNotToTheOneBefore() {
    // against the epoch before both ratios are 1, which would give equal weights
    LossHistory history = history(1, 1, 0.5, 0.25, 0.5, 0.25);
    assertThat(new Gdwg(1).weights(TASKS, history).get("unimodal"))
        .isCloseTo(1 / (1 + Math.exp(-0.25)), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void firstTwoEpochsWeighAllTasksAlike(int finished) {
    LossHistory history = finished == 0 ? LossHistory.empty() : history(0, 5);
    assertWeights(new Gdwg(0.5).weights(TASKS, history), 0.5, 0.5);
  }

  @Test
  void singleTaskHasWeightOneInEveryEpoch() {
    Gdwg weighting = new Gdwg(2);
    List<String> one = List.of("unimodal");
    assertThat(weighting.weights(one, LossHistory.empty()))
        .containsExactly(Map.entry("unimodal", 1.0));
    assertThat(weighting.weights(one, history(1, 1, 0.3, 1)))
        .containsExactly(Map.entry("unimodal", 1.0));
  }

  @Test
  void noTaskHasNoWeight() {
    assertThat(new Gdwg(2).weights(List.of(), history(1, 1, 1, 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void lossThatIsNotFiniteLeavesTheWeightsAsTheyWere(double broken) {
    Gdwg weighting = new Gdwg(1);
    LossHistory sound = history(1, 1, 0.9, 0.2);
    LossHistory hurt = sound.with(losses(broken, 0.1));
    assertThat(weighting.weights(TASKS, hurt)).isEqualTo(weighting.weights(TASKS, sound));
    assertThat(weighting.weights(TASKS, hurt.with(losses(0.9, 0.2))))
        .isEqualTo(weighting.weights(TASKS, sound));
    assertWeights(weighting.weights(TASKS, history(1, broken, 2, 1)), 0.5, 0.5);
  }

  @Test
  void firstLossOfZeroDoesNotDivideByZero() {
    LossHistory history = history(0, 1, 0, 0.5);
    assertWeights(
        new Gdwg(1).weights(TASKS, history), 1 / (1 + Math.exp(0.5)), 1 / (1 + Math.exp(-0.5)));
    assertWeights(new Gdwg(1).weights(TASKS, history(0, 1, 1, 1)), 1, 0);
  }

  @Test
  void historyWithoutATaskIsRefused() {
    LossHistory history =
        LossHistory.empty().with(Map.of("unimodal", 1.0)).with(Map.of("unimodal", 1.0));
    assertThatThrownBy(() -> new Gdwg(1).weights(TASKS, history))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epoch 1: found losses [unimodal], expected contrastive");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void temperatureMustBeAboveZero(double temperature) {
    assertThatThrownBy(() -> new Gdwg(temperature))
        .hasMessage("temperature: found " + temperature + ", expected a number above 0");
  }

  private static void assertWeights(
      Map<String, Double> found, double unimodal, double contrastive) {
    assertThat(found.keySet()).containsExactlyElementsOf(TASKS);
    assertThat(found.get("unimodal")).isCloseTo(unimodal, within(2e-9));
    assertThat(found.get("contrastive")).isCloseTo(contrastive, within(2e-9));
  }

  private static Map<String, Double> losses(double unimodal, double contrastive) {
    return Map.of("unimodal", unimodal, "contrastive", contrastive);
  }

  /** Two losses an epoch: unimodal, contrastive. */
  private static LossHistory history(double... pairs) {
    LossHistory history = LossHistory.empty();
    for (int i = 0; i < pairs.length; i += 2) {
      history = history.with(losses(pairs[i], pairs[i + 1]));
    }
    return history;
  }
}
