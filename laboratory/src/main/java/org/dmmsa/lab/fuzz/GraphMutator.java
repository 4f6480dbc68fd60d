package org.dmmsa.lab.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Changes a SavedModel by nodes and signatures, so that the file stays whole and what TensorFlow
 * builds of it does not: wrong bytes are mostly refused before.
 */
final class GraphMutator {
  private static final int MOST_CHANGES = 2;

  private final Random random;
  private final NodeMutator nodes;

  private GraphMutator(Random random) {
    this.random = random;
    nodes = new NodeMutator(random);
  }

  /** Changes the file of a model that is right. */
  static byte[] mutate(byte[] whole, Random random) {
    SavedModel.Builder model = parsed(whole).toBuilder();
    GraphMutator mutator = new GraphMutator(random);
    for (int i = 1 + random.nextInt(MOST_CHANGES); i > 0; i--) {
      int graph = random.nextInt(model.getMetaGraphsCount());
      mutator.change(model.getMetaGraphsBuilder(graph));
    }
    return model.build().toByteArray();
  }

  private static SavedModel parsed(byte[] file) {
    try {
      return SavedModel.parseFrom(file);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("this is no whole model to begin with", e);
    }
  }

  private void change(MetaGraphDef.Builder model) {
    GraphDef.Builder graph = model.getGraphDefBuilder();
    int functions = graph.getLibrary().getFunctionCount();
    switch (random.nextInt(8)) {
      case 0 -> changeSignature(model);
      case 1, 2 -> {
        if (functions > 0) {
          changeFunction(graph.getLibraryBuilder().getFunctionBuilder(random.nextInt(functions)));
        }
      }
      default -> {
        int at = random.nextInt(graph.getNodeCount());
        graph.setNode(at, nodes.changed(graph.getNode(at), graph.getNodeList()));
      }
    }
  }

  private void changeFunction(FunctionDef.Builder function) {
    if (function.getNodeDefCount() > 0) {
      int at = random.nextInt(function.getNodeDefCount());
      function.setNodeDef(at, nodes.changed(function.getNodeDef(at), function.getNodeDefList()));
    }
  }

  /** One of its inputs or outputs has another tensor, type or shape. */
  private void changeSignature(MetaGraphDef.Builder model) {
    String name = anyOf(new ArrayList<>(new TreeSet<>(model.getSignatureDefMap().keySet())));
    SignatureDef.Builder signature = model.getSignatureDefOrThrow(name).toBuilder();
    TreeSet<String> keys = new TreeSet<>(signature.getInputsMap().keySet());
    keys.addAll(signature.getOutputsMap().keySet());
    String key = anyOf(new ArrayList<>(keys));
    List<NodeDef> all = model.getGraphDef().getNodeList();
    if (signature.containsInputs(key)) {
      signature.putInputs(key, changed(signature.getInputsOrThrow(key), all));
    } else {
      signature.putOutputs(key, changed(signature.getOutputsOrThrow(key), all));
    }
    model.putSignatureDef(name, signature.build());
  }

  private TensorInfo changed(TensorInfo tensor, List<NodeDef> all) {
    TensorInfo.Builder changed = tensor.toBuilder();
    switch (random.nextInt(3)) {
      case 0 -> changed.setName(anyOf(all).getName() + ":0");
      case 1 -> changed.setDtype(nodes.type());
      default -> changed.setTensorShape(nodes.changed(tensor.getTensorShape()));
    }
    return changed.build();
  }

  private <T> T anyOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
