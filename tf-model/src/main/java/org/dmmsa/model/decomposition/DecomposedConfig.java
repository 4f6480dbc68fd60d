package org.dmmsa.model.decomposition;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.Modality;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.PretrainedParts;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;

/**
 * The choices of a {@link FeatureDecomposition}: what the configs of DMMSA and ConFEDE have in
 * common.
 */
public interface DecomposedConfig extends PretrainedParts {
  /** What such a network reads that has no BERT. */
  Set<Input> FEATURES =
      Collections.unmodifiableSet(EnumSet.of(Input.TEXT, Input.AUDIO, Input.VISION));

  /** Rates inside the text's BERT; where there is none, the network reads text features. */
  Optional<BertDropout> textBert();

  /** D, width of the audio and vision encoders. */
  int width();

  /** Heads of their attention. */
  int heads();

  /** Width of their feed-forward blocks. */
  int inner();

  /** Transformer layers of the audio encoder. */
  int audioLayers();

  /** Transformer layers of the vision encoder. */
  int visionLayers();

  /** d, width of each of the six features. */
  int feature();

  /** Rate in the audio and vision encoders. */
  float dropout();

  /** Rate on the six features. */
  float featureDropout();

  /** How often a row lacks a modality in training, each by its own chance. */
  default float modalityDropout() {
    return 0;
  }

  /** How a sequence of frames becomes a vector. */
  Pooling pooling();

  /** How the text's states become a vector. */
  default TextPooling textPooling() {
    return TextPooling.POOLER;
  }

  /** Refuses sizes that no such network can have; for the compact constructor of the record. */
  static void requireSizes(
      int width, int heads, int inner, int audioLayers, int visionLayers, int feature) {
    ConfigCheck.requireSize(width, 8, "width");
    ConfigCheck.require(
        heads >= 1 && width % heads == 0, "heads", heads, "a divisor of the width " + width);
    ConfigCheck.requireSize(inner, "inner");
    ConfigCheck.requireLayers(audioLayers, "audio_layers");
    ConfigCheck.requireLayers(visionLayers, "vision_layers");
    ConfigCheck.requireSize(feature, 4, "feature");
  }

  @Override
  default Set<Input> inputs() {
    return textBert().isPresent() ? Modality.ALL_INPUTS : FEATURES;
  }

  /** The six. */
  @Override
  default boolean sharesFeatures() {
    return true;
  }

  @Override
  default ModelConfig alone(Modality modality) {
    return switch (modality) {
      case TEXT ->
          new UnimodalRegressor.OfText(
              textBert()
                  .orElseThrow(
                      () ->
                          new InvalidInputException(
                              "recipe: found a stage for the text encoder, expected joint: a network"
                                  + " over text features (no model.bert) has no text encoder")),
              textPooling());
      case AUDIO -> new UnimodalRegressor.OfFrames(modality, Input.AUDIO, this::audio);
      case VISION -> new UnimodalRegressor.OfFrames(modality, Input.VISION, this::vision);
    };
  }

  /** The audio encoder for data of some dimensions. */
  default SequenceSizes audio(InputDims dims) {
    return sequence(dims.of(Input.AUDIO), audioLayers());
  }

  /** The vision encoder for data of some dimensions. */
  default SequenceSizes vision(InputDims dims) {
    return sequence(dims.of(Input.VISION), visionLayers());
  }

  private SequenceSizes sequence(FrameDims dims, int layers) {
    float rate = dropout();
    float epsilon = 1e-5f; // PyTorch's, which ConFEDE leaves as it is
    TransformerSizes transformer =
        new TransformerSizes(
            layers, width(), heads(), inner(), Activation.GELU, epsilon, rate, rate, rate);
    return new SequenceSizes(dims.frames(), dims.features(), transformer, pooling());
  }
}
