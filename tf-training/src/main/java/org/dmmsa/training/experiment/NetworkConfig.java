package org.dmmsa.training.experiment;

import org.dmmsa.model.DmmsaSizes;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.training.config.ConfigCheck;
import org.dmmsa.training.metric.PolarityScheme;

/**
 * The network beside BERT.
 *
 * @param width D of the audio and vision encoders, and of the heads
 * @param heads of their attention
 * @param inner width of their feed-forward blocks
 * @param audioLayers transformer layers of the audio encoder
 * @param visionLayers transformer layers of the vision encoder
 * @param feature d, width of each of the six features
 * @param dropout rate in the encoders and on the features
 * @param pooling how a sequence becomes a vector
 */
public record NetworkConfig(
    int width,
    int heads,
    int inner,
    int audioLayers,
    int visionLayers,
    int feature,
    float dropout,
    Pooling pooling) {
  private static final float EPSILON = 1e-5f; // PyTorch's, which ConFEDE leaves as it is

  public NetworkConfig {
    ConfigCheck.require(width >= 8, "width", width, "at least 8");
    ConfigCheck.require(
        heads >= 1 && width % heads == 0, "heads", heads, "a divisor of the width " + width);
    ConfigCheck.require(inner >= 1, "inner", inner, "at least 1");
    ConfigCheck.require(audioLayers >= 1, "audio_layers", audioLayers, "at least 1");
    ConfigCheck.require(visionLayers >= 1, "vision_layers", visionLayers, "at least 1");
    ConfigCheck.require(feature >= 4, "feature", feature, "at least 4");
    ConfigCheck.require(BertConfig.rate(dropout), "dropout", dropout, "a rate in [0, 1)");
  }

  /** The sizes for data of these dimensions. */
  public DmmsaSizes sizes(
      int audioFrames, int audioFeatures, int visionFrames, int visionFeatures) {
    return new DmmsaSizes(
        new SequenceSizes(audioFrames, audioFeatures, transformer(audioLayers), pooling),
        new SequenceSizes(visionFrames, visionFeatures, transformer(visionLayers), pooling),
        feature,
        PolarityScheme.CLASSES,
        dropout);
  }

  private TransformerSizes transformer(int layers) {
    return new TransformerSizes(
        layers, width, heads, inner, Activation.GELU, EPSILON, dropout, dropout, dropout);
  }
}
