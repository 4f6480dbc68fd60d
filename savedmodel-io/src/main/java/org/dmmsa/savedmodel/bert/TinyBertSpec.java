package org.dmmsa.savedmodel.bert;

import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.tensorflow.ndarray.Shape;

/**
 * What a {@link TinyBert} is made of.
 *
 * @param layers how many
 * @param width features of a position
 * @param heads a divisor of the width
 * @param inner width of the feed-forward block's hidden layer
 * @param positions the longest text in tokens
 * @param activation the GELU form
 * @param epsilon what layer norms add to the variance
 * @param length the one length that its signature takes; {@link Shape#UNKNOWN_SIZE} for any
 * @param seed of its numbers
 */
public record TinyBertSpec(
    int layers,
    int width,
    int heads,
    int inner,
    int positions,
    Activation activation,
    float epsilon,
    long length,
    long seed) {
  /** Two layers, 64 features, 64 tokens; trains in seconds on one core. */
  public static final TinyBertSpec DEFAULT =
      new TinyBertSpec(2, 64, 2, 128, 64, Activation.GELU_TANH, 1e-12f, Shape.UNKNOWN_SIZE, 1);

  public TinyBertSpec {
    ConfigCheck.requireLayers(layers, "layers");
    ConfigCheck.requireSize(width, "width");
    ConfigCheck.require(
        heads >= 1 && width % heads == 0, "heads", heads, "a divisor of the width " + width);
    ConfigCheck.requireSize(inner, "inner");
    ConfigCheck.requireSize(positions, "positions");
    if (length == 0 || length > positions) {
      throw new IllegalArgumentException(
          "found the length %d, expected up to %d positions".formatted(length, positions));
    }
  }

  /** The sizes of one that knows so many words. */
  BertSizes sizes(int words) {
    return new BertSizes(
        words,
        positions,
        2,
        new TransformerSizes(layers, width, heads, inner, activation, epsilon, 0, 0, 0));
  }
}
