package org.dmmsa.savedmodel.bert;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.layer.Activation;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** What a BERT's shapes do not tell, read from the graph that computes its serving signature. */
final class BertGraph {
  private static final Set<String> READS = Set.of("Identity", "ReadVariableOp");
  private static final Set<String> VARIABLES = Set.of("VariableV2", "Variable", "VarHandleOp");
  private static final double GELU_TANH_CUBIC = 0.044715;

  private final GraphNodes nodes;
  private final Path file;

  BertGraph(GraphDef graph, BertSignature signature, Path file) {
    this.nodes = new GraphNodes(graph, List.of(signature.sequence(), signature.pooled()), file);
    this.file = file;
  }

  /** What the layer norms add to the variance: the constant below each 1/√(x + c). */
  float epsilon() {
    Set<Object> found = new HashSet<>();
    for (NodeDef node : nodes.needed()) {
      if (node.getOp().equals("Rsqrt")) {
        NodeDef sum = nodes.back(nodes.input(node, 0), READS);
        found.add(sum.getOp().startsWith("Add") ? constantOf(sum) : sum.getOp());
      }
    }
    return (float) number(found, "a layer norm's epsilon, as the constant in Rsqrt(Add(x, c))");
  }

  /** How many heads: the third size that a query [B, S, N·H] is reshaped to, [B, S, N, H]. */
  int heads(int width) {
    Set<Object> found = new HashSet<>();
    for (NodeDef node : nodes.needed()) {
      if (node.getOp().startsWith("BatchMatMul") && transposesKeys(node)) {
        NodeDef query =
            nodes.back(nodes.input(node, 0), Set.of("Transpose", "Identity", "Mul", "RealDiv"));
        found.add(query.getOp().equals("Reshape") ? heads(query, width) : query.getOp());
      }
    }
    return (int) number(found, "attention heads, as N in the shape [B, S, N, H] of a query");
  }

  private static boolean transposesKeys(NodeDef product) {
    return product.getAttrOrDefault("adj_y", AttrValue.getDefaultInstance()).getB();
  }

  private Object heads(NodeDef reshape, int width) {
    NodeDef shape = nodes.back(nodes.input(reshape, 1), READS);
    boolean packed = shape.getOp().equals("Pack");
    NodeDef third = packed ? nodes.input(shape, 2) : shape;
    NodeDef fourth = packed ? nodes.input(shape, 3) : shape;
    OptionalDouble heads = nodes.constant(third, packed ? 0 : 2);
    OptionalDouble each = nodes.constant(fourth, packed ? 0 : 3);
    if (heads.isEmpty() || each.isEmpty() || heads.getAsDouble() < 1) {
      return shape.getOp();
    }
    boolean whole = heads.getAsDouble() * each.getAsDouble() == width;
    return whole ? heads.getAsDouble() : heads.getAsDouble() + " of " + each.getAsDouble();
  }

  /**
   * The nonlinearity between the two maps of every feed-forward block.
   *
   * @param blocks the names of each block's kernels: first map, second map
   */
  Activation activation(Collection<Map.Entry<String, String>> blocks) {
    Map<String, NodeDef> readers = readers();
    Set<Object> found = new HashSet<>();
    for (Map.Entry<String, String> block : blocks) {
      NodeDef expand = reader(readers, block.getKey());
      NodeDef contract = reader(readers, block.getValue());
      found.add(nonlinearity(between(contract, expand)));
    }
    if (found.size() == 1 && found.iterator().next() instanceof Activation one) {
      return one;
    }
    throw new InvalidInputException(
        "found %s, expected one GELU (Erf, or Tanh with 0.044715) in all layers, in %s"
            .formatted(found, file));
  }

  private Object nonlinearity(Collection<NodeDef> between) {
    Set<String> ops = new TreeSet<>();
    boolean cubic = false;
    for (NodeDef node : between) {
      ops.add(node.getOp());
      OptionalDouble number = nodes.constant(node, 0);
      cubic |= number.isPresent() && Math.abs(number.getAsDouble() - GELU_TANH_CUBIC) < 1e-6;
    }
    if (ops.contains("Erf")) {
      return Activation.GELU;
    }
    return ops.contains("Tanh") && cubic ? Activation.GELU_TANH : ops;
  }

  /** The nodes that lie on the way back from one node's first input to another node. */
  private Collection<NodeDef> between(NodeDef from, NodeDef to) {
    Map<String, NodeDef> seen = new HashMap<>();
    Deque<NodeDef> open = new ArrayDeque<>(List.of(nodes.input(from, 0)));
    while (!open.isEmpty()) {
      NodeDef node = open.pop();
      if (!node.getName().equals(to.getName()) && seen.put(node.getName(), node) == null) {
        for (int i = 0; i < node.getInputCount(); i++) {
          if (!node.getInput(i).startsWith("^")) {
            open.push(nodes.input(node, i));
          }
        }
      }
    }
    return seen.values();
  }

  /** The matrix product that each variable is the kernel of. */
  private Map<String, NodeDef> readers() {
    Map<String, NodeDef> readers = new HashMap<>();
    for (NodeDef node : nodes.needed()) {
      if (node.getOp().equals("MatMul") || node.getOp().equals("Einsum")) {
        NodeDef kernel = nodes.back(nodes.input(node, 1), READS);
        if (VARIABLES.contains(kernel.getOp())) {
          readers.put(nameOf(kernel), node);
        }
      }
    }
    return readers;
  }

  /** A variable of TensorFlow 2 has its name beside that of its node. */
  private static String nameOf(NodeDef variable) {
    String shared =
        variable
            .getAttrOrDefault("shared_name", AttrValue.getDefaultInstance())
            .getS()
            .toStringUtf8();
    return shared.isEmpty() ? variable.getName() : shared;
  }

  private NodeDef reader(Map<String, NodeDef> readers, String variable) {
    NodeDef node = readers.get(variable);
    if (node == null) {
      throw new InvalidInputException(
          "found no MatMul or Einsum by %s, expected one, in the serving graph of %s"
              .formatted(variable, file));
    }
    return node;
  }

  private Object constantOf(NodeDef sum) {
    return Stream.of(0, 1)
        .map(i -> nodes.constant(nodes.input(sum, i), 0))
        .filter(OptionalDouble::isPresent)
        .<Object>map(OptionalDouble::getAsDouble)
        .findFirst()
        .orElse(sum.getOp());
  }

  private double number(Set<Object> found, String what) {
    if (found.size() == 1 && found.iterator().next() instanceof Double one && one > 0) {
      return one;
    }
    throw new InvalidInputException(
        "found %s, expected one value of %s, in %s".formatted(found, what, file));
  }
}
