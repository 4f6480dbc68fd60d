package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class BertWeightsTest {
  private static final String WORDS = "module/bert/embeddings/word_embeddings";

  @TempDir Path temporary;
  private EditedBert bert;

  @BeforeEach
  void writeOne() {
    bert = EditedBert.in(temporary.resolve("bert"));
  }

  @Test
  void everyWeightOfAnEncoderInsideAModelIsFilledFromItsVariable() throws IOException {
    bert.editVariables(
        (tf, values) -> {
          values.put(
              "module/bert/pooler/dense/bias", tf.constant(new float[] {1, 2, 3, 4, 5, 6, 7, 8}));
        });
    try (GraphHarness graph = new GraphHarness()) {
      BertSavedModel opened = BertSavedModel.open(bert.folder());
      Weights weights = Weights.restored(graph.tf());
      new BertEncoder(weights.scope("text").scope("bert"), opened.sizes().withDropout(0.1f, 0.1f));
      new BertWeights(graph.tf(), opened, weights, "text/bert").restore(graph.session());

      Weight bias = weights.under("text/bert/pooler/bias").get(0);
      assertThat(graph.floats(bias.value())).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(weights.count()).isEqualTo(opened.parameters());
      for (Weight weight : weights.all()) {
        assertThat(graph.floats(weight.value())).as(weight.path()).doesNotContain(Float.NaN);
      }
    }
  }

  @Test
  void anEncoderWithoutPoolerIsFilledToo() {
    try (GraphHarness graph = new GraphHarness()) {
      BertSavedModel opened = BertSavedModel.open(bert.folder());
      Weights weights = Weights.restored(graph.tf());
      BertEncoder.withoutPooler(weights.scope("bert"), opened.sizes());
      new BertWeights(graph.tf(), opened, weights, "bert").restore(graph.session());

      int width = opened.sizes().encoder().width();
      assertThat(weights.count()).isEqualTo(opened.parameters() - (long) width * width - width);
      for (Weight weight : weights.all()) {
        assertThat(graph.floats(weight.value())).as(weight.path()).doesNotContain(Float.NaN);
      }
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedWithTheirVariable() throws IOException {
    bert.editVariables(
        (tf, values) -> values.computeIfPresent(WORDS, spoil(tf, Float.POSITIVE_INFINITY)));
    restoreIsRefusedBecause("NaN or infinite", WORDS);
    bert.editVariables((tf, values) -> values.computeIfPresent(WORDS, spoil(tf, Float.NaN)));
    restoreIsRefusedBecause("NaN or infinite", WORDS);
  }

  @Test
  void damagedNumbersAreRefused() throws IOException {
    byte[] data = Files.readAllBytes(bert.data());
    data[data.length / 2] ^= 1;
    Files.write(bert.data(), data);
    restoreIsRefusedBecause("cannot read the variables", bert.folder().toString());
  }

  @Test
  void anEncoderOfOtherSizesIsAFaultOfTheCaller() {
    try (GraphHarness graph = new GraphHarness()) {
      BertSavedModel opened = BertSavedModel.open(bert.folder());
      BertSizes sizes = opened.sizes();
      Weights weights = Weights.restored(graph.tf());
      new BertEncoder(
          weights.scope("bert"),
          new BertSizes(sizes.vocabulary() + 1, sizes.positions(), sizes.types(), sizes.encoder()));
      assertThatThrownBy(() -> new BertWeights(graph.tf(), opened, weights, "bert"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bert/embeddings/word");
      assertThatThrownBy(() -> new BertWeights(graph.tf(), opened, weights, "text"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("text/");
    }
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<String, Operand<?>, Operand<?>> spoil(Ops tf, float value) {
    return (name, before) -> tf.math.mul((Operand<TFloat32>) before, tf.constant(value));
  }

  private void restoreIsRefusedBecause(String... parts) {
    try (GraphHarness graph = new GraphHarness()) {
      BertSavedModel opened = BertSavedModel.open(bert.folder());
      Weights weights = Weights.restored(graph.tf());
      new BertEncoder(weights.scope("bert"), opened.sizes());
      BertWeights ops = new BertWeights(graph.tf(), opened, weights, "bert");
      assertThatThrownBy(() -> ops.restore(graph.session()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageNotContaining("\n")
          .hasMessageContainingAll(parts);
    }
  }
}
