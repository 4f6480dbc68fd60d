package org.dmmsa.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class TrainedWeightsTest {
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

  private List<String> paths(TrainedWeights trained) {
    return trained.of(weights.all()).stream().map(Weight::path).toList();
  }

  @Test
  void allAreAll() {
    assertThat(paths(TrainedWeights.ALL)).hasSize(16);
  }

  @Test
  void withoutBertTheRestIsLeft() {
    assertThat(paths(TrainedWeights.WITHOUT_BERT)).containsExactly("audio/cls", "head/bias");
  }

  @Test
  void ofTheLastLayersNeitherEmbeddingsNorPoolerTrain() {
    assertThat(paths(TrainedWeights.withLastBertLayers(12, 1)))
        .containsExactly("text/bert/encoder/11/kernel", "audio/cls", "head/bias");
    assertThat(paths(TrainedWeights.withLastBertLayers(12, 3)))
        .containsExactly(
            "text/bert/encoder/9/kernel",
            "text/bert/encoder/10/kernel",
            "text/bert/encoder/11/kernel",
            "audio/cls",
            "head/bias");
    assertThat(paths(TrainedWeights.withLastBertLayers(12, 99))).hasSize(12 + 2);
  }

  @Test
  void stateNeverTrains() {
    weights.scope("batch_norm").state("moving_mean", Shape.of(1), Initializer.ZEROS);
    assertThat(paths(TrainedWeights.ALL)).hasSize(16);
    assertThat(TrainedWeights.union(List.of(TrainedWeights.ALL), weights.all())).hasSize(16);
  }

  @Test
  void theUnionHoldsEachOnce() {
    List<TrainedWeights> phases =
        List.of(TrainedWeights.WITHOUT_BERT, TrainedWeights.withLastBertLayers(12, 1));
    assertThat(TrainedWeights.union(phases, weights.all()).stream().map(Weight::path))
        .containsExactlyInAnyOrder("audio/cls", "head/bias", "text/bert/encoder/11/kernel");
  }

  @Test
  void groupsAreBertAndTheRest() {
    assertThat(weights.all().stream().filter(w -> WeightGroup.of(w) == WeightGroup.BERT))
        .hasSize(14);
    assertThat(WeightGroup.BERT.key()).isEqualTo("bert");
    assertThat(WeightGroup.REST.key()).isEqualTo("rest");
  }
}
