package org.dmmsa.savedmodel.bert;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A stored graph with the functions that it calls written out, as TensorFlow 2 keeps networks in
 * functions. It is for reading what a network is made of: only inputs of numbers are followed.
 */
final class InlinedFunctions {
  private static final int MOST = 1_000_000; // nodes; a file can call a function from itself
  private static final int LONGEST = 10_000; // letters of a name, which grows with each call
  private static final String CALL = "PartitionedCall"; // and StatefulPartitionedCall

  private final Path file;
  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();

  /** Of each call that was written out, the tensors that it returns. */
  private final Map<String, List<String>> returned = new HashMap<>();

  private InlinedFunctions(GraphDef graph, Path file) {
    this.file = file;
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    Deque<NodeDef> open = new ArrayDeque<>(graph.getNodeList());
    while (!open.isEmpty()) {
      NodeDef node = open.pop();
      Optional<FunctionDef> body = calledBy(node);
      if (body.isPresent()) {
        open.addAll(writtenOut(node, body.get()));
      } else {
        nodes.put(node.getName(), node);
      }
      if (nodes.size() + open.size() > MOST || node.getName().length() > LONGEST) {
        throw new InvalidInputException(
            "found functions that call each other without end, expected a BERT, in %s"
                .formatted(file));
      }
    }
  }

  /**
   * The nodes by their names; those of a function have its call's name before theirs.
   *
   * @param file where the graph is from, for messages
   */
  static InlinedFunctions of(GraphDef graph, Path file) {
    return new InlinedFunctions(graph, file);
  }

  private Optional<FunctionDef> calledBy(NodeDef node) {
    String name =
        node.getOp().endsWith(CALL)
            ? node.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName()
            : node.getOp();
    return Optional.ofNullable(functions.get(name));
  }

  private List<NodeDef> writtenOut(NodeDef call, FunctionDef function) {
    String under = call.getName() + "/";
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < function.getSignature().getInputArgCount(); i++) {
      if (i < call.getInputCount()) {
        given.put(function.getSignature().getInputArg(i).getName(), call.getInput(i));
      }
    }
    List<String> results = new ArrayList<>();
    function
        .getSignature()
        .getOutputArgList()
        .forEach(
            result ->
                results.add(outer(function.getRetOrDefault(result.getName(), ""), under, given)));
    returned.put(call.getName(), results);
    List<NodeDef> body = new ArrayList<>();
    for (NodeDef node : function.getNodeDefList()) {
      NodeDef.Builder copy = node.toBuilder().setName(under + node.getName()).clearInput();
      for (String input : node.getInputList()) {
        if (!input.startsWith("^")) {
          copy.addInput(outer(input, under, given));
        }
      }
      body.add(copy.build());
    }
    return body;
  }

  /** In a function {@code node:output:number} names a tensor, or an argument's name. */
  private static String outer(String input, String under, Map<String, String> given) {
    String[] parts = input.split(":", -1);
    String argument = given.get(parts[0]);
    return argument != null ? argument : under + parts[0] + ":" + parts[parts.length - 1];
  }

  /** All nodes but the calls. */
  Iterable<NodeDef> nodes() {
    return nodes.values();
  }

  /**
   * The node that computes a tensor.
   *
   * @param tensor {@code name}, {@code name:1} or {@code ^name}
   */
  NodeDef node(String tensor) {
    String at = tensor.startsWith("^") ? tensor.substring(1) : tensor;
    for (int steps = 0; steps < MOST; steps++) {
      int colon = at.indexOf(':');
      String name = colon < 0 ? at : at.substring(0, colon);
      List<String> results = returned.get(name);
      if (results == null) {
        return required(name);
      }
      String number = colon < 0 ? "0" : at.substring(colon + 1);
      if (!number.matches("\\d{1,6}") || Integer.parseInt(number) >= results.size()) {
        return required(at); // which is none
      }
      at = results.get(Integer.parseInt(number));
    }
    return required(at);
  }

  private NodeDef required(String name) {
    NodeDef node = nodes.get(name);
    if (node == null) {
      throw new InvalidInputException(
          "found no node %s, expected one, in the graph of %s".formatted(name, file));
    }
    return node;
  }
}
