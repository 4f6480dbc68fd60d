package org.dmmsa.lab.fuzz;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.checkpoint.VariableFiles;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Three weights in a graph, to write to a checkpoint and to read from it again and again. */
final class SmallCheckpoint implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final VariableFiles files;

  private SmallCheckpoint() {
    Ops tf = Ops.create(graph);
    Weights weights = Weights.initialized(tf, 1);
    List.of(Shape.of(3), Shape.of(2, 5), Shape.of(2, 2, 2))
        .forEach(shape -> weights.create("w" + shape.numDimensions(), shape, Initializer.ONES));
    Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
    for (Weight weight : weights.all()) {
      variables.put(weight.path(), weight.variable());
    }
    files = new VariableFiles(tf, variables);
    session = Sessions.DEFAULT.open(graph);
    session.initialize();
  }

  static void write(Path folder) {
    try (SmallCheckpoint checkpoint = new SmallCheckpoint()) {
      checkpoint.files.save(checkpoint.session, folder);
    }
  }

  /** Reads as a training that goes on does; its graph is there as long as the process. */
  static FuzzFormat.Reading reader(Path samples) {
    SmallCheckpoint checkpoint = new SmallCheckpoint();
    return file -> checkpoint.files.restore(checkpoint.session, file.getParent());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
