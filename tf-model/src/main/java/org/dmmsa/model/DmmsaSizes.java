package org.dmmsa.model;

import org.dmmsa.model.encoder.SequenceEncoder.SequenceSizes;

/**
 * The sizes of a DMMSA network beside its BERT.
 *
 * @param audio the audio encoder
 * @param vision the vision encoder
 * @param feature d, the width of each of the six features
 * @param classes C, coarse classes of the polarity head
 * @param dropout rate on the six features in training
 */
public record DmmsaSizes(
    SequenceSizes audio, SequenceSizes vision, int feature, int classes, float dropout) {
  public DmmsaSizes {
    if (audio.transformer().width() < 8 || feature < 4) {
      throw new IllegalArgumentException(
          "the heads need a width of at least 8 and features of at least 4, found "
              + audio.transformer().width()
              + " and "
              + feature);
    }
    if (audio.transformer().width() != vision.transformer().width()) {
      throw new IllegalArgumentException(
          "audio and vision encoders must have the same width, found "
              + audio.transformer().width()
              + " and "
              + vision.transformer().width());
    }
  }

  /** D, the width of the audio and vision encoders; the heads are sized by it. */
  public int width() {
    return audio.transformer().width();
  }

  /** The same sizes with another dropout rate on the six features. */
  public DmmsaSizes withFeatureDropout(float rate) {
    return new DmmsaSizes(audio, vision, feature, classes, rate);
  }
}
