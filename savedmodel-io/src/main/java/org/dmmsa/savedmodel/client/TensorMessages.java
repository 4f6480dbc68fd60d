package org.dmmsa.savedmodel.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Tensors as messages, and the numbers of messages. */
final class TensorMessages {
  private TensorMessages() {}

  /**
   * A tensor of numbers; its bytes are little-endian, as on every machine that TensorFlow runs on.
   */
  static TensorProto of(Tensor tensor) {
    RawTensor raw = tensor.asRawTensor();
    byte[] bytes = new byte[(int) raw.numBytes()];
    raw.data().read(bytes);
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : tensor.shape().asArray()) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorProto.newBuilder()
        .setDtype(tensor.dataType())
        .setTensorShape(shape)
        .setTensorContent(UnsafeByteOperations.unsafeWrap(bytes))
        .build();
  }

  /**
   * The numbers of an output.
   *
   * @param rows B
   * @param width C, numbers of a row
   * @return [B][C] of a tensor [B, C], or [B] if C is 1
   * @throws InvalidInputException if the tensor is another, or a number is not finite; it says what
   *     was found and expected, and not where
   */
  static float[][] rows(TensorProto tensor, int rows, int width) {
    List<Long> shape = sizes(tensor.getTensorShape());
    boolean fits =
        shape.equals(List.of((long) rows, (long) width))
            || (width == 1 && shape.equals(List.of((long) rows)));
    FloatBuffer numbers = floats(tensor);
    if (!fits || tensor.getDtype() != DataType.DT_FLOAT || numbers.remaining() != rows * width) {
      throw new InvalidInputException(
          "found %s %s with %d numbers, expected float [%d%s]"
              .formatted(
                  type(tensor.getDtype()),
                  shape,
                  numbers.remaining(),
                  rows,
                  width == 1 ? "" : ", " + width));
    }
    float[][] values = new float[rows][width];
    for (int row = 0; row < rows; row++) {
      numbers.get(values[row]);
      for (float value : values[row]) {
        if (!Float.isFinite(value)) {
          throw new InvalidInputException("found " + value + ", expected a finite number");
        }
      }
    }
    return values;
  }

  /** A server may send numbers one by one or as bytes. */
  private static FloatBuffer floats(TensorProto tensor) {
    ByteString content = tensor.getTensorContent();
    if (content.isEmpty()) {
      FloatBuffer numbers = FloatBuffer.allocate(tensor.getFloatValCount());
      tensor.getFloatValList().forEach(numbers::put);
      return numbers.flip();
    }
    ByteBuffer bytes = content.asReadOnlyByteBuffer();
    return bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /** A shape's sizes; -1 for any size. */
  static List<Long> sizes(TensorShapeProto shape) {
    return shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
  }

  /** A type's name, as in {@code float}. */
  static String type(DataType type) {
    return type.name().replace("DT_", "").toLowerCase(Locale.ROOT);
  }
}
