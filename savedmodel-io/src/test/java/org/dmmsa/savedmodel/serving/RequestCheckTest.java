package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

class RequestCheckTest {
  private static final Set<Input> INPUTS =
      EnumSet.of(Input.INPUT_IDS, Input.INPUT_MASK, Input.SEGMENT_IDS, Input.AUDIO);
  private static final ExpectedData EXPECTED =
      new ExpectedData(Map.of("audio", new FrameDims(6, 3)), 10, 0, 50, Optional.empty());

  private final Map<Input, Tensor> request = new EnumMap<>(Input.class);

  /** Two rows of four tokens and five frames. */
  @BeforeEach
  void makeARightOne() {
    Input.TOKENS.forEach(input -> put(input, TInt32.class, 2, 4));
    put(Input.AUDIO, TFloat32.class, 2, 5, 3);
  }

  @AfterEach
  void close() {
    request.values().forEach(Tensor::close);
  }

  @Test
  void aRightRequestIsTakenWithOneRowForAllAndWithoutWhatItMayLack() {
    taken();
    put(Input.AUDIO, TFloat32.class, 1, 1, 3);
    put(Input.INPUT_MASK, TInt32.class, 1, 1);
    put(Input.SEGMENT_IDS, TInt32.class, 2, 1);
    taken();
    request.remove(Input.AUDIO).close();
    request.remove(Input.INPUT_MASK).close();
    taken();
  }

  @Test
  void itHasTheTextAndNothingThatIsNotRead() {
    put(Input.VISION, TFloat32.class, 2, 5, 3);
    refused(
        "found the inputs [input_ids, input_mask, segment_ids, audio, vision], expected some of"
            + " [input_ids, input_mask, segment_ids, audio] with [input_ids], for the model");
    request.clear();
    refused("found the inputs [], expected some of");
  }

  @Test
  void withoutDefaultsItHasAll() {
    request.remove(Input.AUDIO).close();
    RequestCheck check = new RequestCheck("the model", INPUTS, Set.of(), EXPECTED);
    assertThatThrownBy(() -> check.require(new InputTensors(request)))
        .hasMessageContaining("with [input_ids, input_mask, segment_ids, audio]");
  }

  @Test
  void typesAreTheInputs() {
    put(Input.INPUT_IDS, TInt64.class, 2, 4);
    refused("found input_ids int64 [2, 4], expected int32 [B, L] of at least one row and step");
    put(Input.INPUT_IDS, TInt32.class, 2, 4);
    put(Input.AUDIO, TInt32.class, 2, 5, 3);
    refused("found audio int32 [2, 5, 3], expected float [B, T, 3] of at least one row and step");
  }

  @Test
  void axesAreTheInputs() {
    put(Input.SEGMENT_IDS, TInt32.class, 2);
    refused("found segment_ids int32 [2], expected int32 [B, L]");
    put(Input.SEGMENT_IDS, TInt32.class);
    refused("found segment_ids int32 [], expected int32 [B, L]");
    put(Input.SEGMENT_IDS, TInt32.class, 2, 4);
    put(Input.AUDIO, TFloat32.class, 2, 5, 3, 1);
    refused("found audio float [2, 5, 3, 1], expected float [B, T, 3]");
    put(Input.AUDIO, TFloat32.class, 2, 5, 4);
    refused("found audio float [2, 5, 4], expected float [B, T, 3]");
  }

  @Test
  void aFeatureCountThatNobodyToldIsLeftToTheModel() {
    ExpectedData untold = new ExpectedData(Map.of(), 10, 0, 50, Optional.empty());
    put(Input.AUDIO, TFloat32.class, 2, 5, 4);
    RequestCheck check = new RequestCheck("the model", INPUTS, INPUTS, untold);
    assertThatCode(() -> check.require(new InputTensors(request))).doesNotThrowAnyException();
  }

  @Test
  void nothingIsEmpty() {
    put(Input.AUDIO, TFloat32.class, 2, 0, 3);
    refused("found audio float [2, 0, 3], expected");
    put(Input.AUDIO, TFloat32.class, 0, 5, 3);
    refused("found audio float [0, 5, 3], expected");
  }

  @Test
  void sizesAreTheTexts() {
    put(Input.AUDIO, TFloat32.class, 3, 5, 3);
    refused("found 3 rows of audio, expected 2 as of input_ids, for the model");
    put(Input.AUDIO, TFloat32.class, 2, 5, 3);
    put(Input.INPUT_MASK, TInt32.class, 2, 5);
    refused("found 5 tokens of input_mask, expected 4 as of input_ids, for the model");
  }

  @Test
  void numbersAreInTheirRanges() {
    ints(Input.INPUT_IDS).setInt(50, 1, 0);
    refused("found 50 in row 1 of input_ids, expected from 0 to 49, for the model");
    ints(Input.INPUT_IDS).setInt(49, 1, 0);
    taken();
    ints(Input.INPUT_IDS).setInt(-1, 0, 3);
    refused("found -1 in row 0 of input_ids, expected from 0 to 49");
    ints(Input.INPUT_IDS).setInt(0, 0, 3);
    ints(Input.INPUT_MASK).setInt(2, 0, 0);
    refused("found 2 in row 0 of input_mask, expected from 0 to 1");
    ints(Input.INPUT_MASK).setInt(1, 0, 0);
    ((TFloat32) request.get(Input.AUDIO)).setFloat(Float.NaN, 1, 4, 2);
    refused("found NaN in row 1 of audio, expected finite numbers, for the model");
    ((TFloat32) request.get(Input.AUDIO)).setFloat(Float.NEGATIVE_INFINITY, 1, 4, 2);
    refused("found -Infinity in row 1 of audio");
  }

  private TInt32 ints(Input input) {
    return (TInt32) request.get(input);
  }

  private void put(Input input, Class<? extends TType> type, long... shape) {
    Tensor before = request.put(input, zeros(type, Shape.of(shape)));
    if (before != null) {
      before.close();
    }
  }

  private static Tensor zeros(Class<? extends TType> type, Shape shape) {
    if (type == TInt32.class) {
      return TInt32.tensorOf(shape, to -> to.scalars().forEach(each -> each.setInt(0)));
    }
    return type == TFloat32.class
        ? TFloat32.tensorOf(shape, to -> to.scalars().forEach(each -> each.setFloat(0)))
        : TInt64.tensorOf(shape, to -> to.scalars().forEach(each -> each.setLong(0)));
  }

  private void taken() {
    assertThatCode(() -> check().require(new InputTensors(request))).doesNotThrowAnyException();
  }

  private void refused(String message) {
    assertThatThrownBy(() -> check().require(new InputTensors(request)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith(", for the model");
  }

  private static RequestCheck check() {
    Set<Input> optional = EnumSet.copyOf(INPUTS);
    optional.remove(Collections.min(INPUTS));
    return new RequestCheck("the model", INPUTS, optional, EXPECTED);
  }
}
