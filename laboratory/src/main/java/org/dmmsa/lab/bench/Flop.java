package org.dmmsa.lab.bench;

import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.layer.TransformerSizes;

/**
 * How many floating-point operations a forward pass takes for a row: the one place where they are
 * counted.
 *
 * <p>Only matrix products count, 2·m·k·n for one of [m, k] by [k, n]: norms, softmax, dropout,
 * GELU, embeddings and updates are left out, so that shares of the ceiling are a little too low.
 * Padding counts as it is computed.
 */
final class Flop {
  /** A training step: the forward pass, and for each of its products two in the backward pass. */
  static final double TRAINING = 3;

  private Flop() {}

  /** 2·m·k·n: a product of [m, k] by [k, n]. */
  static double product(double m, double k, double n) {
    return 2 * m * k * n;
  }

  /**
   * layers · (4·[2·S·D·D] + 2·[2·S·S·D] + 2·[2·S·D·I]): query, key, value and output; scores and
   * their use; the feed-forward block.
   *
   * @param steps S
   */
  static double transformer(TransformerSizes sizes, int steps) {
    int width = sizes.width();
    return sizes.layers()
        * (4 * product(steps, width, width)
            + 2 * product(steps, width, steps)
            + 2 * product(steps, width, sizes.inner()));
  }

  /** The layers alone, where all states are wanted. */
  static double bert(BertSizes sizes, int tokens) {
    return transformer(sizes.encoder(), tokens);
  }

  /**
   * Where the state at [CLS] alone is wanted: in the last layer one position asks, and keys and
   * values are of all. The pooler is 1/S of a part of a layer.
   */
  static double pooledBert(BertSizes sizes, int tokens) {
    TransformerSizes encoder = sizes.encoder();
    int width = encoder.width();
    double layer = transformer(encoder, tokens) / encoder.layers();
    double last =
        2 * product(tokens, width, width)
            + 2 * product(1, width, width)
            + 2 * product(1, width, tokens)
            + 2 * product(1, width, encoder.inner());
    return (encoder.layers() - 1) * layer + last;
  }

  /** 2·T·F·D, and the layers over T + 1 steps. */
  static double sequence(SequenceSizes sizes, int frames) {
    TransformerSizes transformer = sizes.transformer();
    return product(frames, sizes.features(), transformer.width())
        + transformer(transformer, frames + 1);
  }

  /** T·2·(F + H)·4H: all gates of all steps. */
  static double lstm(int steps, int features, int units) {
    return product(steps, features + units, 4.0 * units);
  }
}
