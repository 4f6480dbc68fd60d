package org.dmmsa.savedmodel.serving;

import java.util.Arrays;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Tensors as messages, in a few bytes: a single number stands for all that the shape asks for. */
final class CompactTensor {
  private static final long LARGEST = 1 << 20; // numbers; nothing that we write comes near

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

  /**
   * The tensor of a message that is one number all over; whoever asks closes it.
   *
   * @param where it is from, for the message
   * @throws InvalidInputException if it is anything else
   */
  static TType filled(TensorProto message, String where) {
    long[] sizes =
        message.getTensorShape().getDimList().stream()
            .mapToLong(TensorShapeProto.Dim::getSize)
            .toArray();
    Shape shape = Shape.of(sizes);
    boolean small =
        sizes.length <= 3
            && Arrays.stream(sizes).allMatch(size -> size >= 1 && size <= LARGEST)
            && shape.size() <= LARGEST;
    if (small && message.getDtype() == DataType.DT_INT32 && message.getIntValCount() == 1) {
      int number = message.getIntVal(0);
      return TInt32.tensorOf(shape, to -> to.scalars().forEach(each -> each.setInt(number)));
    }
    if (small && message.getDtype() == DataType.DT_FLOAT && message.getFloatValCount() == 1) {
      float number = message.getFloatVal(0);
      return TFloat32.tensorOf(shape, to -> to.scalars().forEach(each -> each.setFloat(number)));
    }
    throw new InvalidInputException(
        "found a tensor %s %s, expected one int32 or float that stands for all, %s"
            .formatted(message.getDtype(), Arrays.toString(sizes), where));
  }

  private static TensorProto.Builder of(DataType type, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long size : shape) {
      sizes.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorProto.newBuilder().setDtype(type).setTensorShape(sizes);
  }
}
