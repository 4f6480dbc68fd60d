package org.dmmsa.training.batch;

import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The labels of a batch in native memory, each [B]; whoever made it closes it.
 *
 * @param sentiment the multimodal score
 * @param polarity its coarse class
 * @param text the score of the text alone, or the multimodal one where the data has none
 * @param audio the score of the audio alone
 * @param vision the score of the vision alone
 */
public record TargetTensors(
    TFloat32 sentiment, TInt32 polarity, TFloat32 text, TFloat32 audio, TFloat32 vision)
    implements AutoCloseable {
  @Override
  public void close() {
    for (Tensor tensor : new Tensor[] {sentiment, polarity, text, audio, vision}) {
      tensor.close();
    }
  }
}
