package org.dmmsa.savedmodel.stored;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.AtomicFile;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/** Reads the graph file of a SavedModel. */
public final class MetaGraphs {
  public static final String FILE = "saved_model.pb";
  private static final String SERVE = "serve";
  private static final long LARGEST = 512L << 20; // weights belong beside the graph, not in it

  private MetaGraphs() {}

  /** The graph with the tag {@code serve}. */
  public static MetaGraphDef serving(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          "found no " + FILE + ", expected a SavedModel's folder, at " + folder);
    }
    List<MetaGraphDef> models = read(file).getMetaGraphsList();
    return models.stream()
        .filter(model -> model.getMetaInfoDef().getTagsList().contains(SERVE))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "found graphs with the tags %s, expected one with the tag %s, in %s"
                        .formatted(
                            models.stream().map(m -> m.getMetaInfoDef().getTagsList()).toList(),
                            SERVE,
                            file)));
  }

  /** Those of a graph and of its functions. */
  static List<NodeDef> nodes(GraphDef graph) {
    List<NodeDef> nodes = new ArrayList<>(graph.getNodeList());
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      nodes.addAll(function.getNodeDefList());
    }
    return nodes;
  }

  private static SavedModel read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (size == 0 || size > LARGEST) {
        throw new InvalidInputException(
            "found %d bytes, expected 1 to %d, in %s".formatted(size, LARGEST, file));
      }
      return SavedModel.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidInputException(
          "found no whole SavedModel (%s), in %s".formatted(e.getMessage(), file), e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
  }
}
