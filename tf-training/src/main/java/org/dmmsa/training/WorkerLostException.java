package org.dmmsa.training;

import org.dmmsa.model.InvalidInputException;

/** A process of the cluster stopped to answer; the training can go on from its checkpoint. */
public final class WorkerLostException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  WorkerLostException(String address, String reason) {
    super(
        "lost the worker %s in a step (%s); --resume goes on, once it is there again or without it"
            .formatted(address, reason));
  }
}
