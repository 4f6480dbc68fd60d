package org.dmmsa.savedmodel.stored;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.checkpoint.VariableIndex;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TString;

/**
 * A SavedModel that is run: the graph with the tag {@code serve} and its variables.
 *
 * <p>Whoever made it, {@link AllowedOps} and {@link GraphForm} look at it first, and unlike with
 * TensorFlow's own loader nothing of it runs but the restoring of variables and what is fetched; an
 * init op never does. Safe for use by several threads.
 */
public final class StoredModel implements AutoCloseable {
  private final Path folder;
  private final Map<String, SignatureDef> signatures;
  private final Graph graph;
  private final Session session;

  private StoredModel(Path folder, MetaGraphDef model, Graph graph, Session session) {
    this.folder = folder;
    signatures = model.getSignatureDefMap();
    this.graph = graph;
    this.session = session;
  }

  /**
   * Loads a model.
   *
   * @param folder with {@code saved_model.pb} and {@code variables}
   * @throws InvalidInputException if it is no whole SavedModel, or has an op that may not run
   */
  public static StoredModel load(Path folder, Sessions sessions) {
    MetaGraphDef model = MetaGraphs.serving(folder);
    AllowedOps.require(model, folder.resolve(MetaGraphs.FILE));
    GraphForm.require(model, folder.resolve(MetaGraphs.FILE));
    Path variables = folder.resolve("variables").resolve("variables");
    if (!Files.exists(folder.resolve("variables").resolve("variables.index"))) {
      throw new InvalidInputException(
          "found no variables/variables.index in " + folder + ", expected the model's weights");
    }
    VariableIndex.read(variables);
    Graph graph = new Graph();
    Session session = null;
    try {
      graph.importGraphDef(model.getGraphDef());
      session = sessions.open(graph);
      restore(session, model.getSaverDef(), variables);
      return new StoredModel(folder, model, graph, session);
    } catch (TensorFlowException | IllegalArgumentException e) {
      close(session, graph);
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
      throw new InvalidInputException(folder + " is not a readable SavedModel: " + reason, e);
    } catch (RuntimeException e) {
      close(session, graph);
      throw e;
    }
  }

  private static void restore(Session session, SaverDef saver, Path variables) {
    try (TString prefix = TString.scalarOf(variables.toString())) {
      session
          .runner()
          .feed(saver.getFilenameTensorName(), prefix)
          .addTarget(saver.getRestoreOpName())
          .run()
          .close();
    }
  }

  /**
   * What it can be asked for.
   *
   * @throws InvalidInputException if it has no signature of this name
   */
  public SignatureDef signature(String name) {
    SignatureDef signature = signatures.get(name);
    if (signature == null) {
      throw new InvalidInputException(
          "found the signatures %s, expected also %s, in %s"
              .formatted(signatures.keySet(), name, folder));
    }
    return signature;
  }

  /** A run of it. */
  public Session.Runner runner() {
    return session.runner();
  }

  /** How many numbers its variables have. */
  public long parameters() {
    long count = 0;
    Iterator<GraphOperation> operations = graph.operations();
    while (operations.hasNext()) {
      GraphOperation operation = operations.next();
      if (operation.type().startsWith("Variable")) {
        count += operation.output(0).shape().size();
      }
    }
    return count;
  }

  private static void close(Session session, Graph graph) {
    if (session != null) {
      session.close();
    }
    graph.close();
  }

  @Override
  public void close() {
    close(session, graph);
  }
}
