package org.dmmsa.savedmodel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.family.TType;

class CompactTensorTest {
  private final NativeTensors tensors = new NativeTensors();

  @AfterEach
  void close() {
    tensors.close();
  }

  @Test
  void tensorFlowFillsTheShapeWithOneNumber() {
    assertThat(tensors.of(CompactTensor.ints(7, 2, 3)))
        .isEqualTo(StdArrays.ndCopyOf(new int[][] {{7, 7, 7}, {7, 7, 7}}));
    assertThat(tensors.of(CompactTensor.floats(0.5f, 1, 1, 2)))
        .isEqualTo(StdArrays.ndCopyOf(new float[][][] {{{0.5f, 0.5f}}}));
    assertThat(tensors.of(CompactTensor.rows(2, new int[] {5, 4, 4, 6})))
        .isEqualTo(StdArrays.ndCopyOf(new int[][] {{5, 4, 4, 6}, {5, 4, 4, 6}}));
  }

  @Test
  void soIsItFilledHere() {
    for (TensorProto message :
        new TensorProto[] {
          CompactTensor.ints(1, 1, 1), CompactTensor.ints(7, 2, 3), CompactTensor.floats(0, 1, 1, 5)
        }) {
      try (TType filled = CompactTensor.filled(message, "here")) {
        assertThat(filled).isEqualTo(tensors.of(message));
      }
    }
  }

  @Test
  void nothingElseIsFilled() {
    refused(CompactTensor.rows(1, new int[] {1, 2}), "DT_INT32 [1, 2]");
    refused(CompactTensor.ints(1, -1, 1), "DT_INT32 [-1, 1]");
    refused(CompactTensor.floats(1, 1 << 20, 2), "DT_FLOAT [1048576, 2]");
    refused(CompactTensor.floats(1, 1L << 40, 1L << 40), "DT_FLOAT");
    refused(
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .build(),
        "DT_STRING []");
  }

  private static void refused(TensorProto message, String found) {
    assertThatThrownBy(() -> CompactTensor.filled(message, "here").close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("found a tensor " + found)
        .hasMessageEndingWith("expected one int32 or float that stands for all, here");
  }
}
