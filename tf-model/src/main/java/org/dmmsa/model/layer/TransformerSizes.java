package org.dmmsa.model.layer;

import java.util.List;

/**
 * The sizes and rates of a transformer encoder.
 *
 * @param layers how many layers
 * @param width D, features of a position
 * @param heads N, a divisor of the width
 * @param inner width of the feed-forward block's hidden layer
 * @param activation its nonlinearity
 * @param epsilon what layer norms add to the variance
 * @param dropout rate after attention, after the feed-forward block and on the embedded input
 * @param attentionDropout rate on the attention weights
 * @param innerDropout rate after the activation (PyTorch's layer has one, BERT has none)
 */
public record TransformerSizes(
    int layers,
    int width,
    int heads,
    int inner,
    Activation activation,
    float epsilon,
    float dropout,
    float attentionDropout,
    float innerDropout) {

  public TransformerSizes {
    if (layers < 0 || width < 1 || heads < 1 || inner < 1) {
      throw new IllegalArgumentException(
          "layers, width, heads and inner must be positive, found "
              + List.of(layers, width, heads, inner));
    }
    if (width % heads != 0) {
      throw new IllegalArgumentException("width " + width + " is not a multiple of heads " + heads);
    }
  }
}
