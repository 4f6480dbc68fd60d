package org.dmmsa.training.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.metric.PolarityScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class BatcherTest {
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
  private static final Set<Input> ALL = EnumSet.complementOf(EnumSet.of(Input.TEXT));
  private static final InputBatcher INPUTS = new InputBatcher(ALL, 9, 50);
  private static final Batcher BATCHER = new Batcher(INPUTS, new Labels(PolarityScheme.SIGN, true));
  private static final Set<String> TARGETS =
      Set.of("sentiment", "polarity", "text", "audio", "vision");

  private static List<Integer> ints(InputTensors inputs, Input input) {
    TInt32 tensor = (TInt32) inputs.byInput().get(input);
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
    try (InputTensors inputs = INPUTS.inputs(SPLIT, List.of(1, 0))) {
      assertThat(inputs.byInput().get(Input.INPUT_IDS).shape()).isEqualTo(Shape.of(2, 3));
      assertThat(ints(inputs, Input.INPUT_IDS)).containsExactly(2, 3, 0, 2, 5, 3);
      assertThat(ints(inputs, Input.INPUT_MASK)).containsExactly(1, 1, 0, 1, 1, 1);
      assertThat(ints(inputs, Input.SEGMENT_IDS)).containsExactly(1, 1, 0, 1, 1, 1);
      assertThat(inputs.byInput().get(Input.AUDIO).shape()).isEqualTo(Shape.of(2, 3, 2));
      assertThat(floats((TFloat32) inputs.byInput().get(Input.AUDIO)))
          .containsExactly(3f, 4f, 5f, 6f, 7f, 8f, 1f, 2f, 0f, 0f, 0f, 0f);
      assertThat(inputs.byInput().get(Input.VISION).shape()).isEqualTo(Shape.of(2, 2, 1));
      assertThat(floats((TFloat32) inputs.byInput().get(Input.VISION)))
          .containsExactly(3f, 0f, 1f, 2f);
    }
  }

  @Test
  void textBeyondTheLimitIsCut() {
    InputBatcher cutting = new InputBatcher(ALL, 9, 4);
    try (InputTensors inputs = cutting.inputs(SPLIT, List.of(2, 1))) {
      assertThat(ints(inputs, Input.INPUT_IDS)).containsExactly(2, 6, 7, 8, 2, 3, 0, 0);
    }
    assertThat(cutting.cost(SPLIT).applyAsDouble(2)).isEqualTo(12 * 4 + 1 + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void labelsAreThoseOfTheRowsAndOfTheirModalities(boolean unimodal) {
    Batcher batcher = new Batcher(INPUTS, new Labels(PolarityScheme.SIGN, unimodal));
    try (Batch batch = batcher.batch(SPLIT, List.of(2, 0, 1), TARGETS)) {
      assertThat(batch.rows()).containsExactly(2, 0, 1);
      assertThat(batch.size()).isEqualTo(3);
      assertThat(floats(batch.target("sentiment"))).containsExactly(2f, -1.5f, 0f);
      assertThat(floats(batch.target("polarity"))).containsExactly(2f, 0f, 1f);
      float more = unimodal ? 1 : 0;
      assertThat(floats(batch.target("text")))
          .containsExactly(2f + more * 0.1f, -1.5f + more * 0.1f, more * 0.1f);
      assertThat(floats(batch.target("audio")))
          .containsExactly(2f + more * 0.2f, -1.5f + more * 0.2f, more * 0.2f);
      assertThat(floats(batch.target("vision")))
          .containsExactly(2f + more * 0.3f, -1.5f + more * 0.3f, more * 0.3f);
    }
  }

  @Test
  void aTokenBeyondTheVocabularyIsRefusedWithItsRow() {
    InputBatcher small = new InputBatcher(ALL, 7, 50);
    assertThatThrownBy(() -> small.inputs(SPLIT, List.of(0, 2)).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "train row 2 (clip$_$2): found token id 7, expected below the BERT's vocabulary of 7");
    small.inputs(SPLIT, List.of(0, 1)).close();
  }

  @Test
  void aTokenThatIsCutIsNotLookedAt() {
    new InputBatcher(ALL, 7, 2).inputs(SPLIT, List.of(2)).close();
  }

  @Test
  void microBatchesHoldAllRowsInOrder() {
    try (BatchParts parts =
        BatchParts.of(BATCHER, SPLIT, List.of(2, 0, 1), rows -> rows, TARGETS, 2)) {
      assertThat(parts.parts().stream().map(Batch::size)).containsExactly(2, 1);
      assertThat(parts.size()).isEqualTo(3);
      assertThat(floats(parts.parts().get(1).target("sentiment"))).containsExactly(0f);
    }
    try (BatchParts whole =
        BatchParts.of(BATCHER, SPLIT, List.of(2, 0, 1), rows -> rows, TARGETS, 0)) {
      assertThat(whole.parts()).hasSize(1);
    }
  }

  /** Micro-batches are cut first, so that what stands behind a row is in its part. */
  @Test
  void aMethodMayAddRowsToEachPart() {
    UnaryOperator<List<Integer>> twice =
        rows -> rows.stream().flatMap(row -> Stream.of(row, 1)).toList();
    try (BatchParts parts = BatchParts.of(BATCHER, SPLIT, List.of(2, 0, 1), twice, TARGETS, 2)) {
      assertThat(parts.parts().stream().map(Batch::rows))
          .containsExactly(List.of(2, 1, 0, 1), List.of(1, 1));
    }
  }

  @Test
  void whatIsNotWantedIsNotTouched() {
    InputBatcher audioAlone = INPUTS.of(Set.of(Input.AUDIO));
    assertThat(audioAlone.cost(SPLIT).applyAsDouble(1)).isEqualTo(3);
    try (InputTensors inputs = audioAlone.inputs(SPLIT, List.of(0))) {
      assertThat(inputs.byInput()).containsOnlyKeys(Input.AUDIO);
    }
  }

  @Test
  void onlyTargetsThatAreAskedForAreMadeAndOthersAreLeftToTheMethod() {
    try (Batch batch = BATCHER.batch(SPLIT, List.of(1), Set.of("audio", "generated_audio"))) {
      assertThat(floats(batch.target("audio"))).containsExactly(0.2f);
      assertThatThrownBy(() -> batch.target("generated_audio"))
          .hasMessage("found the targets [audio], expected also generated_audio");
      batch.add(Map.of("generated_audio", new float[] {7}));
      assertThat(floats(batch.target("generated_audio"))).containsExactly(7f);
    }
  }
}
