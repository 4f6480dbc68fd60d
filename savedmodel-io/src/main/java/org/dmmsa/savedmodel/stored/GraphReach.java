package org.dmmsa.savedmodel.stored;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What some nodes of a stored graph depend on, through the functions that are called on the way.
 */
final class GraphReach {
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, FunctionDef> functions = new HashMap<>();

  GraphReach(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /**
   * All nodes that run when these do; of a function that is called, all of its nodes.
   *
   * @param from names of nodes or tensors; those that are not there are passed over, as TensorFlow
   *     will refuse them
   */
  List<NodeDef> needed(List<String> from) {
    List<NodeDef> needed = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> called = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      String name = nodeOf(open.pop());
      NodeDef node = nodes.get(name);
      if (node != null && seen.add(name)) {
        needed.add(node);
        node.getInputList().forEach(open::push);
        call(node, called, needed);
      }
    }
    return needed;
  }

  private void call(NodeDef caller, Set<String> called, List<NodeDef> needed) {
    for (String name : functionsOf(caller)) {
      FunctionDef function = functions.get(name);
      if (function != null && called.add(name)) {
        for (NodeDef node : function.getNodeDefList()) {
          needed.add(node);
          call(node, called, needed);
        }
      }
    }
  }

  private static List<String> functionsOf(NodeDef node) {
    List<String> names =
        new ArrayList<>(List.of(node.getOp())); // a function may be called as an op
    for (AttrValue value : node.getAttrMap().values()) {
      if (value.hasFunc()) {
        names.add(value.getFunc().getName());
      }
      value.getList().getFuncList().forEach(function -> names.add(function.getName()));
    }
    return names;
  }

  /** The node of {@code name}, {@code name:1} or {@code ^name}. */
  private static String nodeOf(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
