package org.dmmsa.savedmodel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class TensorMessagesTest {
  @Test
  void aTensorKeepsTypeShapeAndNumbers() {
    try (TInt32 ids = TInt32.tensorOf(StdArrays.ndCopyOf(new int[][] {{1, 2, 258}}))) {
      TensorProto message = TensorMessages.of(ids);
      assertThat(message.getDtype()).isEqualTo(DataType.DT_INT32);
      assertThat(TensorMessages.sizes(message.getTensorShape())).isEqualTo(List.of(1L, 3L));
      assertThat(message.getTensorContent().toByteArray())
          .containsExactly(1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 0, 0);
    }
  }

  @Test
  void numbersAreReadAsBytesAndOneByOne() {
    float[][] numbers = {{1, -2.5f}, {0.25f, 0}};
    try (TFloat32 tensor = TFloat32.tensorOf(StdArrays.ndCopyOf(numbers))) {
      TensorProto message = TensorMessages.of(tensor);
      assertThat(TensorMessages.rows(message, 2, 2)).isDeepEqualTo(numbers);
      TensorProto oneByOne =
          message.toBuilder()
              .clearTensorContent()
              .addAllFloatVal(List.of(1f, -2.5f, 0.25f, 0f))
              .build();
      assertThat(TensorMessages.rows(oneByOne, 2, 2)).isDeepEqualTo(numbers);
    }
  }

  @Test
  void otherShapesAndNumbersThatAreNoneAreRefused() {
    try (TFloat32 tensor = TFloat32.vectorOf(1, Float.POSITIVE_INFINITY)) {
      TensorProto message = TensorMessages.of(tensor);
      assertThatThrownBy(() -> TensorMessages.rows(message, 2, 3))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("found float [2] with 2 numbers, expected float [2, 3]");
      assertThatThrownBy(() -> TensorMessages.rows(message, 3, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("found float [2] with 2 numbers, expected float [3]");
      assertThatThrownBy(() -> TensorMessages.rows(message, 2, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("found Infinity, expected a finite number");
    }
  }
}
