package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Golden;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

class TinyBertTest {
  private static final List<String> WORDS = TinyBert.vocabulary(List.of("good", "bad", "film"));

  @TempDir Path folder;

  static Stream<TinyBertSpec> specs() {
    return Stream.of(
        TinyBertSpec.DEFAULT,
        new TinyBertSpec(1, 8, 1, 8, 16, Activation.GELU, 1e-5f, -1, 2),
        new TinyBertSpec(3, 12, 3, 40, 20, Activation.GELU_TANH, 1e-3f, 20, 3),
        new TinyBertSpec(2, 24, 4, 30, 150, Activation.GELU, 1e-12f, 9, 4),
        new TinyBertSpec(2, 16, 16, 8, 3, Activation.GELU, 0.5f, -1, 5));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void whatWasWrittenIsReadBackAndOurEncoderRepeatsIt(TinyBertSpec spec) {
    TinyBert.write(folder.resolve("bert"), spec, WORDS);
    BertSavedModel bert = BertSavedModel.open(folder.resolve("bert"));

    TransformerSizes encoder =
        new TransformerSizes(
            spec.layers(),
            spec.width(),
            spec.heads(),
            spec.inner(),
            spec.activation(),
            spec.epsilon(),
            0.1f,
            0.2f,
            0);
    assertThat(bert.sizes().withDropout(0.1f, 0.2f))
        .isEqualTo(new BertSizes(WORDS.size(), spec.positions(), 2, encoder));
    assertThat(bert.signature().length()).isEqualTo(spec.length());
    assertThat(bert.lowerCase()).isTrue();
    assertThat(bert.tokenizer()).hasSize(1);
    assertThat(bert.tokenizer().get(0)).hasContent(String.join("\n", WORDS));

    BertCheck check = BertCheck.run(bert, Sessions.DEFAULT);
    assertThat(check.sequenceDifference()).isLessThan(1e-5f);
    assertThat(check.pooledDifference()).isLessThan(1e-5f);
  }

  /** Whoever repeats a figure of a run on a tiny BERT needs the same numbers in every version. */
  @Test
  void aSeedStandsForTheSameNumbers() {
    TinyBert.write(folder.resolve("bert"), TinyBertSpec.DEFAULT, WORDS);
    try (StoredModel model = StoredModel.load(folder.resolve("bert"), Sessions.DEFAULT);
        Result result = model.runner().fetch("module/bert/pooler/dense/bias").run()) {
      float[] first = Arrays.copyOf(Answers.vector((TFloat32) result.get(0)), 3);
      float[] expected = {0.117001586f, 0.07421955f, -0.080574796f}; // of version cd278e8
      Golden.assertClose("bias", first, expected, 1e-6);
    }
  }
}
