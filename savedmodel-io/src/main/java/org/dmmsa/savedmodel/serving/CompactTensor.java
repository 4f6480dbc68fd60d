package org.dmmsa.savedmodel.serving;

import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Tensors as messages, in a few bytes: a single number stands for all that the shape asks for. */
final class CompactTensor {
  private CompactTensor() {}

  /** One number all over. */
  static TensorProto ints(int number, long... shape) {
    return of(DataType.DT_INT32, shape).addIntVal(number).build();
  }

  /** One number all over. */
  static TensorProto floats(float number, long... shape) {
    return of(DataType.DT_FLOAT, shape).addFloatVal(number).build();
  }

  /** [B, L] of B equal rows. */
  static TensorProto rows(int count, int[] row) {
    TensorProto.Builder tensor = of(DataType.DT_INT32, count, row.length);
    for (int i = 0; i < count; i++) {
      for (int number : row) {
        tensor.addIntVal(number);
      }
    }
    return tensor.build();
  }

  private static TensorProto.Builder of(DataType type, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long size : shape) {
      sizes.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorProto.newBuilder().setDtype(type).setTensorShape(sizes);
  }
}
