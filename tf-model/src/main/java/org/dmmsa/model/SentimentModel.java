package org.dmmsa.model;

import java.util.List;
import org.dmmsa.model.graph.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network that scores sentiment, and the terms of the loss it is trained with. */
public interface SentimentModel {
  /**
   * One term of the loss.
   *
   * @param name as in logs and configs: {@code sentiment}, {@code polarity}, {@code unimodal}, ...
   * @param value a scalar, unweighted, the mean over the batch
   */
  record LossTerm(String name, Operand<TFloat32> value) {}

  /** Adds the network's ops. */
  Heads forward(Pass pass, Inputs inputs);

  /** The terms of the loss, in a fixed order. */
  List<LossTerm> losses(Ops tf, Heads heads, Targets targets);

  /** The names of {@link #losses}, in the same order. */
  List<String> lossNames();
}
