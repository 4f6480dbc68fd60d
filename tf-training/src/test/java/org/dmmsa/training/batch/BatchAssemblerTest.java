package org.dmmsa.training.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.serving.Answers;
import org.dmmsa.savedmodel.serving.InputTensors;
import org.dmmsa.training.metric.PolarityScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class BatchAssemblerTest {
  private static final PlainSplit SPLIT =
      new PlainSplit(
          List.of(new int[] {2, 5, 3}, new int[] {2, 3}, new int[] {2, 6, 7, 8, 3}),
          List.of(
              new float[][] {{1, 2}},
              new float[][] {{3, 4}, {5, 6}, {7, 8}},
              new float[][] {{9, 1}}),
          List.of(new float[][] {{1}, {2}}, new float[][] {{3}}, new float[][] {{4}}),
          -1.5f,
          0f,
          2f);
  private static final BatchAssembler ASSEMBLER =
      new BatchAssembler(9, 50, PolarityScheme.SIGN, true);

  private static List<Integer> ints(TInt32 tensor) {
    List<Integer> values = new ArrayList<>();
    tensor.scalars().forEach(scalar -> values.add(scalar.getInt()));
    return values;
  }

  private static List<Float> floats(TFloat32 tensor) {
    List<Float> values = new ArrayList<>();
    tensor.scalars().forEach(scalar -> values.add(scalar.getFloat()));
    return values;
  }

  @Test
  void eachModalityIsPaddedToItsOwnLongestRow() {
    try (InputTensors inputs = ASSEMBLER.inputs(SPLIT, List.of(1, 0))) {
      assertThat(inputs.ids().shape()).isEqualTo(Shape.of(2, 3));
      assertThat(ints(inputs.ids())).containsExactly(2, 3, 0, 2, 5, 3);
      assertThat(ints(inputs.mask())).containsExactly(1, 1, 0, 1, 1, 1);
      assertThat(ints(inputs.segments())).containsExactly(1, 1, 0, 1, 1, 1);
      assertThat(inputs.audio().shape()).isEqualTo(Shape.of(2, 3, 2));
      assertThat(floats(inputs.audio()))
          .containsExactly(3f, 4f, 5f, 6f, 7f, 8f, 1f, 2f, 0f, 0f, 0f, 0f);
      assertThat(inputs.vision().shape()).isEqualTo(Shape.of(2, 2, 1));
      assertThat(floats(inputs.vision())).containsExactly(3f, 0f, 1f, 2f);
    }
  }

  @Test
  void textBeyondTheLimitIsCut() {
    BatchAssembler cutting = new BatchAssembler(9, 4, PolarityScheme.SIGN, true);
    try (InputTensors inputs = cutting.inputs(SPLIT, List.of(2, 1))) {
      assertThat(ints(inputs.ids())).containsExactly(2, 6, 7, 8, 2, 3, 0, 0);
    }
    assertThat(cutting.cost(SPLIT).applyAsDouble(2)).isEqualTo(12 * 4 + 1 + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void labelsAreThoseOfTheRowsAndOfTheirModalities(boolean unimodal) {
    BatchAssembler assembler = new BatchAssembler(9, 50, PolarityScheme.SIGN, unimodal);
    try (Batch batch = assembler.batch(SPLIT, List.of(2, 0, 1))) {
      assertThat(batch.size()).isEqualTo(3);
      TargetTensors targets = batch.targets();
      assertThat(floats(targets.sentiment())).containsExactly(2f, -1.5f, 0f);
      assertThat(ints(targets.polarity())).containsExactly(2, 0, 1);
      float more = unimodal ? 1 : 0;
      assertThat(floats(targets.text()))
          .containsExactly(2f + more * 0.1f, -1.5f + more * 0.1f, more * 0.1f);
      assertThat(floats(targets.audio()))
          .containsExactly(2f + more * 0.2f, -1.5f + more * 0.2f, more * 0.2f);
      assertThat(floats(targets.vision()))
          .containsExactly(2f + more * 0.3f, -1.5f + more * 0.3f, more * 0.3f);
    }
  }

  @Test
  void aTokenBeyondTheVocabularyIsRefusedWithItsRow() {
    BatchAssembler small = new BatchAssembler(7, 50, PolarityScheme.SIGN, true);
    assertThatThrownBy(() -> small.inputs(SPLIT, List.of(0, 2)).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "train row 2 (clip$_$2): found token id 7, expected below the BERT's vocabulary of 7");
    small.inputs(SPLIT, List.of(0, 1)).close();
  }

  @Test
  void aTokenThatIsCutIsNotLookedAt() {
    new BatchAssembler(7, 2, PolarityScheme.SIGN, true).inputs(SPLIT, List.of(2)).close();
  }

  @Test
  void microBatchesHoldAllRowsInOrder() {
    try (BatchParts parts = BatchParts.of(ASSEMBLER, SPLIT, List.of(2, 0, 1), 2)) {
      assertThat(parts.parts().stream().map(Batch::size)).containsExactly(2, 1);
      assertThat(parts.size()).isEqualTo(3);
      assertThat(floats(parts.parts().get(1).targets().sentiment())).containsExactly(0f);
    }
    try (BatchParts whole = BatchParts.of(ASSEMBLER, SPLIT, List.of(2, 0, 1), 0)) {
      assertThat(whole.parts()).hasSize(1);
    }
  }

  @Test
  void scoresComeBackInTheOrderOfTheRows() {
    Answers answers =
        new SplitScorer(ASSEMBLER, 2)
            .score(
                SPLIT,
                batch -> {
                  // The answer is the first audio feature, so each row has its own.
                  List<Float> first = new ArrayList<>();
                  for (int row = 0; row < batch.batch(); row++) {
                    first.add(batch.audio().getFloat(row, 0, 0));
                  }
                  return new Answers(
                      first, Optional.empty(), Optional.of(first.stream().map(List::of).toList()));
                });
    assertThat(answers.sentiment()).containsExactly(1f, 3f, 9f);
    assertThat(answers.polarity()).isEmpty();
    assertThat(answers.unimodal().orElseThrow())
        .containsExactly(List.of(1f), List.of(3f), List.of(9f));
  }
}
