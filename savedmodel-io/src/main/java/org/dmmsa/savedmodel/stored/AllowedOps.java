package org.dmmsa.savedmodel.stored;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;

/**
 * What a SavedModel may do before it is run here. It is a program: its graph can write files, open
 * connections and call into the process.
 *
 * <p>Only ops of a list are let through, wherever in the graph and its functions they are. Ops that
 * save and restore variables are of every SavedModel, whose savers are often several; they may be
 * there, but what the model answers must not depend on one, nor restoring on one that saves.
 */
final class AllowedOps {
  private static final Set<String> COMPUTING = list();
  private static final Set<String> RESTORING = Set.of("Restore", "RestoreSlice", "RestoreV2");
  private static final Set<String> SAVING =
      Set.of("MergeV2Checkpoints", "Save", "SaveSlices", "SaveV2", "ShardedFilename");

  private AllowedOps() {}

  /**
   * Lets a model through.
   *
   * @param file where it is from, for messages
   * @throws InvalidInputException if it has an op that may not run, naming all such
   */
  static void require(MetaGraphDef model, Path file) {
    GraphDef graph = model.getGraphDef();
    Set<String> unknown = new TreeSet<>();
    for (NodeDef node : MetaGraphs.nodes(graph)) {
      String op = node.getOp();
      boolean called = isFunction(graph, op);
      if (!called && !COMPUTING.contains(op) && !RESTORING.contains(op) && !SAVING.contains(op)) {
        unknown.add(op);
      }
    }
    if (!unknown.isEmpty()) {
      throw new InvalidInputException(
          "found the ops %s, expected only ops that compute, in %s".formatted(unknown, file));
    }

    List<String> answers = new ArrayList<>();
    model
        .getSignatureDefMap()
        .values()
        .forEach(s -> s.getOutputsMap().values().forEach(output -> answers.add(output.getName())));
    GraphReach reach = new GraphReach(graph);
    refuse(reach, answers, union(SAVING, RESTORING), "the answers depend", file);
    SaverDef saver = model.getSaverDef();
    refuse(reach, List.of(saver.getRestoreOpName()), SAVING, "restoring depends", file);
  }

  private static void refuse(
      GraphReach reach, List<String> from, Set<String> ops, String what, Path file) {
    for (NodeDef node : reach.needed(from)) {
      if (ops.contains(node.getOp())) {
        throw new InvalidInputException(
            "found that %s on node %s, a %s, expected only ops that compute, in %s"
                .formatted(what, node.getName(), node.getOp(), file));
      }
    }
  }

  private static boolean isFunction(GraphDef graph, String op) {
    return graph.getLibrary().getFunctionList().stream()
        .anyMatch(function -> function.getSignature().getName().equals(op));
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }

  private static Set<String> list() {
    try (InputStream in = AllowedOps.class.getResourceAsStream("allowed-ops.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
