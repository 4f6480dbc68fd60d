package org.dmmsa.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class ParameterGroupsTest {
  private final GraphHarness harness = new GraphHarness();
  private final Weights weights = Weights.restored(harness.tf());

  @BeforeEach
  void create() {
    Weights bert = weights.scope("text").scope("bert");
    create(bert.scope("embeddings"), "word");
    Weights layers = bert.scope("encoder");
    for (int i = 0; i < 12; i++) {
      create(layers.scope(Integer.toString(i)), "kernel");
    }
    create(bert.scope("pooler"), "kernel");
    create(weights.scope("audio"), "cls");
    create(weights.scope("head"), "bias");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static void create(Weights at, String name) {
    at.create(name, Shape.of(1), Initializer.ZEROS);
  }

  private static ParameterGroup group(String under, String train, int epochs) {
    return new ParameterGroup(
        under,
        1,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new ParameterGroup.Freeze(train, epochs)));
  }

  private ParameterGroups groups(String train, int epochs) {
    Map<String, ParameterGroup> groups = new LinkedHashMap<>();
    groups.put("bert", group("text/bert/", train, epochs));
    groups.put("rest", group("", "all", 0));
    return new ParameterGroups(groups, weights.trained());
  }

  private static List<String> paths(List<Weight> trained) {
    return trained.stream().map(Weight::path).toList();
  }

  @Test
  void ratesFallLayerByLayerTowardsTheInput() {
    Map<String, ParameterGroup> named = new LinkedHashMap<>();
    named.put(
        "bert",
        new ParameterGroup(
            "text/bert/", 1, 0, Optional.of(0.5), Optional.empty(), Optional.empty()));
    named.put("rest", group("", "all", 0));
    ParameterGroups groups = new ParameterGroups(named, weights.trained());
    Map<String, Double> factors = new LinkedHashMap<>();
    weights.trained().forEach(weight -> factors.put(weight.path(), groups.rateFactor(weight)));
    assertThat(factors)
        .containsEntry("text/bert/pooler/kernel", 1.0)
        .containsEntry("text/bert/encoder/11/kernel", 1.0)
        .containsEntry("text/bert/encoder/10/kernel", 0.5)
        .containsEntry("text/bert/encoder/0/kernel", Math.pow(0.5, 11))
        .containsEntry("text/bert/embeddings/word", Math.pow(0.5, 12))
        .containsEntry("audio/cls", 1.0)
        .containsEntry("head/bias", 1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.5})
  void aLayerDecayOutsideOfItsRangeIsRefused(double decay) {
    assertThatThrownBy(
            () ->
                new ParameterGroup(
                    "", 1, 0, Optional.of(decay), Optional.empty(), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("layer_decay: found " + decay + ", expected a number in (0, 1]");
  }

  @Test
  void allAreAll() {
    ParameterGroups groups = groups("all", 0);
    assertThat(groups.phases()).isOne();
    assertThat(groups.trained(0)).hasSize(16);
    assertThat(groups.active(0)).containsExactly("bert", "rest");
  }

  @Test
  void aGroupOfWhichNoneTrainIsLeftAlone() {
    ParameterGroups groups = groups("none", 5);
    assertThat(groups.phases()).isOne();
    assertThat(paths(groups.trained(0))).containsExactly("audio/cls", "head/bias");
    assertThat(groups.active(0)).containsExactly("rest");
  }

  @Test
  void ofTheLastLayersNeitherEmbeddingsNorPoolerTrain() {
    assertThat(paths(groups("last-1", 0).trained(0)))
        .containsExactly("text/bert/encoder/11/kernel", "audio/cls", "head/bias");
    assertThat(paths(groups("last-3", 0).trained(0)))
        .containsExactly(
            "text/bert/encoder/9/kernel",
            "text/bert/encoder/10/kernel",
            "text/bert/encoder/11/kernel",
            "audio/cls",
            "head/bias");
    assertThat(groups("last-99", 0).trained(0)).hasSize(12 + 2);
  }

  @Test
  void whatIsFrozenForSomeEpochsTrainsInAPhaseOfItsOwn() {
    ParameterGroups groups = groups("last-1", 50);
    assertThat(groups.phases()).isEqualTo(2);
    assertThat(groups.phase(1)).isZero();
    assertThat(groups.phase(50)).isZero();
    assertThat(groups.phase(51)).isOne();
    assertThat(paths(groups.trained(0))).containsExactly("audio/cls", "head/bias");
    assertThat(groups.everTrained()).hasSize(3);
  }

  @Test
  void stateNeverTrains() {
    weights.scope("batch_norm").state("moving_mean", Shape.of(1), Initializer.ZEROS);
    assertThat(groups("all", 0).trained(0)).hasSize(16);
  }

  @Test
  void theFirstGroupThatMatchesHasAWeightAndEachNeedsOne() {
    Map<String, ParameterGroup> groups = new LinkedHashMap<>();
    groups.put("audio", group("audio/", "all", 0));
    groups.put("rest", group("", "all", 0));
    groups.put("never", group("head/", "all", 0));
    ParameterGroups made = new ParameterGroups(groups, weights.trained());
    assertThat(made.active(0)).containsExactly("audio", "rest");

    groups.remove("rest");
    assertThatThrownBy(() -> new ParameterGroups(groups, weights.trained()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "found no parameter group for the weight text/bert/embeddings/word, expected one under"
                + " part of its path, or a last one with under: \"\"");
  }
}
