package org.dmmsa.model.encoder;

/** How a sequence becomes one vector. */
public enum Pooling {
  /** The mean over the CLS position and the real frames. */
  MASKED,
  /**
   * The mean over all T + 1 positions of the trained length T, padding included: what ConFEDE does.
   * The graph itself pads to T, so that a batch's own padding never matters.
   */
  ALL
}
