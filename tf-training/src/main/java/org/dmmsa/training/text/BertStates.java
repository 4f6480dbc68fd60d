package org.dmmsa.training.text;

import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.Answers;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.Inputs;
import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.savedmodel.bert.BertWeights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A BERT in a graph and a session of its own, as it came: no dropout, no training. */
final class BertStates implements AutoCloseable {
  private static final String ROOT = "bert";

  private final Graph graph = new Graph();
  private final Session session;
  private final Inputs inputs;
  private final Operand<TFloat32> states; // [B, L, D]

  BertStates(BertSavedModel bert, Sessions sessions) {
    session = sessions.open(graph);
    try {
      Ops tf = Ops.create(graph);
      InputDims dims = new InputDims(Optional.of(bert.sizes()), Map.of());
      inputs = Inputs.placeholders(tf, Input.TOKENS, dims);
      Weights weights = Weights.restored(tf);
      BertEncoder encoder = new BertEncoder(weights.scope(ROOT), bert.sizes());
      states = encoder.apply(Pass.inference(tf), inputs.tokens()).sequence();
      new BertWeights(tf, bert, weights, ROOT).restore(session);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The last layer's states of all positions, padding included: [B, L, D] in row-major order. */
  float[] of(InputTensors tokens) {
    Session.Runner runner = session.runner().fetch(states);
    tokens.feedInto(runner, inputs);
    try (Result result = runner.run()) {
      return Answers.vector((TFloat32) result.get(0));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
