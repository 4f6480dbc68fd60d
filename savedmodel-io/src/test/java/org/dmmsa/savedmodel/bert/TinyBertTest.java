package org.dmmsa.savedmodel.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    assertThat(bert.vocabulary()).hasContent(String.join("\n", WORDS));

    BertCheck check = BertCheck.run(bert, Sessions.DEFAULT);
    assertThat(check.sequenceDifference()).isLessThan(1e-5f);
    assertThat(check.pooledDifference()).isLessThan(1e-5f);
  }
}
