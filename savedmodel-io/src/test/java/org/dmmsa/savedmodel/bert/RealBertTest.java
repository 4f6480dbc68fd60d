package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dmmsa.model.Golden;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.savedmodel.bert.BertTexts.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The published bert-base-uncased, when {@code -Ddmmsa.bert=FOLDER} says where it is: against its
 * own signature, and against numbers that another program computed from it.
 */
@EnabledIfSystemProperty(named = "dmmsa.bert", matches = ".+")
class RealBertTest {
  private final BertSavedModel bert =
      BertSavedModel.open(Path.of(System.getProperty("dmmsa.bert")));

  @Test
  void everySizeIsRead() {
    assertThat(bert.sizes())
        .isEqualTo(
            new BertSizes(
                30522,
                512,
                2,
                new TransformerSizes(12, 768, 12, 3072, Activation.GELU_TANH, 1e-12f, 0, 0, 0)));
    assertThat(bert.lowerCase()).isTrue();
    assertThat(bert.signature().length()).isEqualTo(128);
  }

  @Test
  void ourEncoderRepeatsItsSignature() {
    BertCheck check = BertCheck.run(bert, Sessions.DEFAULT);
    assertThat(check.parameters()).isEqualTo(109_482_240);
    assertThat(check.sequenceDifference()).isLessThan(BertCheck.LIMIT);
    assertThat(check.pooledDifference()).isLessThan(BertCheck.LIMIT);
  }

  @Test
  void ourEncoderGivesTheGoldenNumbers() {
    Golden golden = Golden.load("bert_easy");
    BertOutputs outputs = BertOutputs.ofEncoder(bert, texts(golden), Sessions.DEFAULT);
    Golden pooled = golden.at("outputs", "pooled_first16"); // [B, some of D]
    int width = (int) pooled.shape().get(1);
    float[] vectors = pooled.floats();
    for (int i = 0; i < vectors.length; i++) {
      assertThat(outputs.pooled(i / width, i % width)).isCloseTo(vectors[i], within(1e-4f));
    }
    Golden sequence = golden.at("outputs", "sequence_first3x8"); // [B, some of L, some of D]
    int tokens = (int) sequence.shape().get(1);
    int part = (int) sequence.shape().get(2);
    float[] states = sequence.floats();
    for (int i = 0; i < states.length; i++) {
      assertThat(outputs.state(i / part / tokens, i / part % tokens, i % part))
          .isCloseTo(states[i], within(1e-4f));
    }
  }

  private static BertTexts texts(Golden golden) {
    int[] ids = golden.at("inputs", "input_ids").ints();
    int[] mask = golden.at("inputs", "input_mask").ints();
    int length = (int) golden.at("inputs", "input_ids").shape().get(1);
    List<Text> texts = new ArrayList<>();
    for (int from = 0; from < ids.length; from += length) {
      int tokens = IntStream.range(from, from + length).map(i -> mask[i]).sum();
      List<Integer> own = IntStream.range(from, from + tokens).mapToObj(i -> ids[i]).toList();
      texts.add(new Text(own, tokens));
    }
    return new BertTexts(texts);
  }
}
