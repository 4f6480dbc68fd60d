package org.dmmsa.savedmodel.stored;

import java.nio.file.Path;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

/**
 * Whether the tensors that a graph itself holds are what their nodes say. TensorFlow believes it:
 * it ends the process for a tensor of another type, and fills all the memory that a shape asks for,
 * though the file has one number for all of it.
 */
final class Constants {
  private static final long MOST_NUMBERS = 1L << 27; // 512 MiB of float

  private static final AttrValue NONE = AttrValue.getDefaultInstance();

  private Constants() {}

  /**
   * Lets a model through.
   *
   * @param file where it is from, for messages
   * @throws InvalidInputException for the first node whose tensor has another type, or a size that
   *     no model of ours has
   */
  static void require(MetaGraphDef model, Path file) {
    for (NodeDef node : MetaGraphs.nodes(model.getGraphDef())) {
      if (node.getOp().equals("Const")) {
        require(node, file);
      }
    }
  }

  private static void require(NodeDef node, Path file) {
    DataType type = node.getAttrOrDefault("dtype", NONE).getType();
    TensorProto tensor = node.getAttrOrDefault("value", NONE).getTensor();
    if (tensor.getDtype() != type) {
      throw new InvalidInputException(
          "found a tensor %s, expected %s, at node %s in %s"
              .formatted(tensor.getDtype(), type, node.getName(), file));
    }
    double numbers = 1;
    for (Dim dim : tensor.getTensorShape().getDimList()) {
      numbers *= dim.getSize();
    }
    if (numbers < 0 || numbers > MOST_NUMBERS) {
      throw new InvalidInputException(
          "found a tensor of %.0f numbers, expected 0 to %d, at node %s in %s"
              .formatted(numbers, MOST_NUMBERS, node.getName(), file));
    }
  }
}
