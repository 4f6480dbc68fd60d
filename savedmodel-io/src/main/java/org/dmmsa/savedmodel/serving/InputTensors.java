package org.dmmsa.savedmodel.serving;

import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One batch in native memory, as networks and exported models take it; whoever made it closes it.
 *
 * @param ids [B, L]
 * @param mask [B, L]
 * @param segments [B, L]
 * @param audio [B, Ta, Fa]
 * @param vision [B, Tv, Fv]
 */
public record InputTensors(
    TInt32 ids, TInt32 mask, TInt32 segments, TFloat32 audio, TFloat32 vision)
    implements AutoCloseable {

  /** B. */
  public int batch() {
    return (int) ids.shape().get(0);
  }

  @Override
  public void close() {
    for (Tensor tensor : new Tensor[] {ids, mask, segments, audio, vision}) {
      tensor.close();
    }
  }
}
