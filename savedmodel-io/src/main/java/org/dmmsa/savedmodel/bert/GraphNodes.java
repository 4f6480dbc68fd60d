package org.dmmsa.savedmodel.bert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * The nodes of a stored graph that some outputs depend on, and ways to follow them backwards. A
 * SavedModel often holds several copies of its network; only one of them serves.
 */
final class GraphNodes {
  private final Path file;
  private final InlinedFunctions all;
  private final Map<String, NodeDef> needed = new LinkedHashMap<>();

  /**
   * @param outputs names of tensors
   * @param file where the graph is from, for messages
   */
  GraphNodes(GraphDef graph, List<String> outputs, Path file) {
    this.file = file;
    all = InlinedFunctions.of(graph, file);
    Deque<NodeDef> open = new ArrayDeque<>();
    outputs.forEach(output -> open.add(all.node(output)));
    while (!open.isEmpty()) {
      NodeDef node = open.pop();
      if (needed.put(node.getName(), node) == null) {
        node.getInputList().forEach(input -> open.push(all.node(input)));
      }
    }
  }

  /** The nodes that the outputs depend on. */
  Collection<NodeDef> needed() {
    return needed.values();
  }

  /** The node that computes a node's input. */
  NodeDef input(NodeDef node, int number) {
    if (number >= node.getInputCount()) {
      throw new InvalidInputException(
          "found %d inputs, expected more, at node %s in %s"
              .formatted(node.getInputCount(), node.getName(), file));
    }
    return all.node(node.getInput(number));
  }

  /** Follows first inputs backwards through nodes of some types to the first of another one. */
  NodeDef back(NodeDef from, Set<String> through) {
    NodeDef node = from;
    for (int steps = 0; through.contains(node.getOp()) && steps < needed.size(); steps++) {
      node = input(node, 0);
    }
    return node;
  }

  /** A number of a constant, counted in its flat order; empty for any other node. */
  OptionalDouble constant(NodeDef node, int at) {
    NodeDef source = back(node, Set.of("Identity"));
    if (!source.getOp().equals("Const")) {
      return OptionalDouble.empty();
    }
    TensorProto tensor =
        source.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor();
    return switch (tensor.getDtype()) {
      case DT_FLOAT ->
          tensor.getFloatValCount() > 0
              ? OptionalDouble.of(tensor.getFloatVal(Math.min(at, tensor.getFloatValCount() - 1)))
              : raw(tensor, at, true);
      case DT_INT32 ->
          tensor.getIntValCount() > 0
              ? OptionalDouble.of(tensor.getIntVal(Math.min(at, tensor.getIntValCount() - 1)))
              : raw(tensor, at, false);
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble raw(TensorProto tensor, int at, boolean real) {
    ByteBuffer bytes =
        tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 4 * (at + 1)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(real ? bytes.getFloat(4 * at) : bytes.getInt(4 * at));
  }
}
