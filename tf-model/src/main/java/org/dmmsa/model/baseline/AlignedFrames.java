package org.dmmsa.model.baseline;

import java.util.List;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.layer.TrainedLength;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Frames as many as there are tokens: what MMSA's {@code AlignSubNet} does by average pooling. */
final class AlignedFrames {
  private AlignedFrames() {}

  /**
   * Means over runs of frames, all of one length: the trained length T, made longer by copies of
   * its last frame until L divides it, over L. Where T is L, each frame is its own mean.
   *
   * @param frames [B, T', F]
   * @param dims T, the trained length that they are cut or padded to with zeros first
   * @param tokens L
   * @return [B, L, F]
   */
  static Operand<TFloat32> of(Ops tf, Operand<TFloat32> frames, FrameDims dims, int tokens) {
    Operand<TFloat32> all = TrainedLength.fit(tf, frames, dims.frames(), dims.frames());
    int features = dims.features();
    int missing = Math.floorMod(-dims.frames(), tokens);
    if (missing > 0) {
      Operand<TFloat32> last =
          tf.slice(
              all,
              tf.constant(new int[] {0, dims.frames() - 1, 0}),
              tf.constant(new int[] {-1, 1, -1}));
      Operand<TFloat32> copies = tf.tile(last, tf.constant(new int[] {1, missing, 1}));
      all = tf.concat(List.of(all, copies), tf.constant(1));
    }
    int run = (dims.frames() + missing) / tokens;
    Operand<TFloat32> runs = tf.reshape(all, tf.constant(new int[] {-1, tokens, run, features}));
    return tf.math.mean(runs, tf.constant(2));
  }

  /**
   * The same for the tokens of a batch: frames beyond its longest text are cut, frames of tokens
   * beyond L are zeros.
   *
   * @param length L', as many tokens as the batch has; not computed from weights
   * @return [B, L', F]
   */
  static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> frames, FrameDims dims, int tokens, Operand<TInt32> length) {
    Operand<TInt32> missing =
        tf.math.maximum(tf.math.sub(length, tf.constant(tokens)), tf.constant(0));
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    Operand<TFloat32> padded =
        tf.pad(
            of(tf, frames, dims, tokens),
            tf.stack(List.of(none, tf.stack(List.of(tf.constant(0), missing)), none)),
            tf.constant(0f));
    Operand<TFloat32> cut =
        tf.slice(
            padded,
            tf.constant(new int[] {0, 0, 0}),
            tf.stack(List.of(tf.constant(-1), length, tf.constant(-1))));
    return tf.ensureShape(cut, Shape.of(-1, -1, dims.features()));
  }
}
