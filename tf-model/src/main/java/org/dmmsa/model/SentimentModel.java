package org.dmmsa.model;

import org.dmmsa.model.graph.Pass;

/** A network that scores sentiment, and the losses it is trained with. */
public interface SentimentModel {
  /** Adds the network's ops. */
  Outputs forward(Pass pass, Inputs inputs);

  /**
   * Adds the network's ops and those of its losses.
   *
   * @param targets asked for what is needed
   */
  Terms train(Pass pass, Inputs inputs, Targets targets);
}
