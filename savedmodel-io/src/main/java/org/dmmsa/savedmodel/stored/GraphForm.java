package org.dmmsa.savedmodel.stored;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

/**
 * Whether a graph is one that TensorFlow looks at without harm. It believes what nodes say of the
 * tensors that they hold: it ends the process for one of another type, and fills all the memory
 * that a shape asks for, though the file has one number for all of it. It takes the number of an
 * output for a place in memory, if it is large enough not to fit an int. And it ends the process
 * for a {@code GatherV2} with more batch dimensions than its indices have, so that here it has
 * none, as in all BERTs and exports.
 */
final class GraphForm {
  private static final long MOST_NUMBERS = 1L << 27; // 512 MiB of float

  private static final long MOST_COUNTED = 1 << 20;
  private static final Pattern FAR_OUTPUT = Pattern.compile(":\\d{5,}$");
  private static final AttrValue NONE = AttrValue.getDefaultInstance();

  private GraphForm() {}

  /**
   * Lets a model through.
   *
   * @param file where it is from, for messages
   * @throws InvalidInputException for the first node whose tensor has another type, or a size, or
   *     an attribute or an input a number, that no model has
   */
  static void require(MetaGraphDef model, Path file) {
    for (NodeDef node : MetaGraphs.nodes(model.getGraphDef())) {
      if (node.getOp().equals("Const")) {
        requireTensor(node, file);
      }
      if (node.getOp().equals("GatherV2")) {
        requireNoBatch(node, file);
      }
      node.getAttrMap().forEach((name, value) -> requireSmall(name, value, node, file));
      for (String input : node.getInputList()) {
        if (FAR_OUTPUT.matcher(input).find()) {
          throw new InvalidInputException(
              "found the input %s, expected an output of some number up to 9999, at node %s in %s"
                  .formatted(input, node.getName(), file));
        }
      }
    }
  }

  private static void requireNoBatch(NodeDef node, Path file) {
    long dims = node.getAttrOrDefault("batch_dims", NONE).getI();
    if (dims != 0) {
      throw new InvalidInputException(
          "found batch_dims %d, expected 0 at a GatherV2, at node %s in %s"
              .formatted(dims, node.getName(), file));
    }
  }

  private static void requireSmall(String name, AttrValue value, NodeDef node, Path file) {
    if (name.startsWith("_") || name.startsWith("seed")) {
      return; // TensorFlow's own notes, and numbers that are drawn
    }
    for (long number : all(value)) {
      if (Math.abs((double) number) > MOST_COUNTED) {
        throw new InvalidInputException(
            "found %s %d, expected at most %d, at node %s in %s"
                .formatted(name, number, MOST_COUNTED, node.getName(), file));
      }
    }
  }

  private static List<Long> all(AttrValue value) {
    return value.hasList() ? value.getList().getIList() : List.of(value.getI());
  }

  private static void requireTensor(NodeDef node, Path file) {
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
