package org.dmmsa.model.graph;

/**
 * What numbers a session computes matrix products in. Weights, their updates, checkpoints and
 * exports are in single precision either way.
 */
public enum Precision {
  /** Single precision throughout. */
  FLOAT32,

  /**
   * Matrix products, and what lies between them and is safe, in bfloat16: 8 bits of mantissa in
   * place of 24, the range of single precision, so that losses need no scaling (Kalamkar et al.
   * 2019). TensorFlow's own rewrite of the graph for oneDNN chooses the ops; on the CPU alone.
   */
  BFLOAT16
}
