package org.dmmsa.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Sequences in terms of the length that a network was trained for, however a batch is padded. */
public final class TrainedLength {
  private TrainedLength() {}

  /**
   * Cuts sequences to the trained length, and pads them with zeros at the back.
   *
   * @param x [B, T', F]
   * @param frames the trained length
   * @param least how many steps the result has at least, up to the trained length
   */
  public static Operand<TFloat32> fit(Ops tf, Operand<TFloat32> x, int frames, int least) {
    return fit(tf, x, frames, tf.constant(least));
  }

  private static Operand<TFloat32> fit(
      Ops tf, Operand<TFloat32> x, int frames, Operand<TInt32> least) {
    Operand<TInt32> given = tf.gather(tf.shape(x), tf.constant(1), tf.constant(0));
    Operand<TInt32> steps = tf.math.minimum(given, tf.constant(frames));
    Operand<TFloat32> cut =
        tf.slice(
            x,
            tf.constant(new int[] {0, 0, 0}),
            tf.stack(List.of(tf.constant(-1), steps, tf.constant(-1))));
    Operand<TInt32> missing = tf.math.maximum(tf.math.sub(least, steps), tf.constant(0));
    Operand<TInt32> none = tf.constant(new int[] {0, 0});
    Operand<TFloat32> padded =
        tf.pad(
            cut,
            tf.stack(List.of(none, tf.stack(List.of(tf.constant(0), missing)), none)),
            tf.constant(0f));
    return tf.ensureShape(padded, Shape.of(-1, -1, x.shape().get(2)));
  }

  /**
   * The first steps of sequences that are cut to the trained length, followed by zeros where these
   * are fewer.
   *
   * @param x [B, T', F]
   * @param frames the trained length
   * @param steps T, of the result, a scalar
   * @return [B, T, F]
   */
  public static Operand<TFloat32> exactly(
      Ops tf, Operand<TFloat32> x, int frames, Operand<TInt32> steps) {
    Operand<TFloat32> first =
        tf.slice(
            fit(tf, x, frames, steps),
            tf.constant(new int[] {0, 0, 0}),
            tf.stack(List.of(tf.constant(-1), steps, tf.constant(-1))));
    return tf.ensureShape(first, Shape.of(-1, -1, x.shape().get(2)));
  }

  /**
   * The mean over all steps of the trained length, missing ones counted as zeros: MMSA's {@code
   * need_normalized}.
   *
   * @param x [B, T', F]
   * @param frames the trained length
   * @return [B, F]
   */
  public static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x, int frames) {
    Operand<TFloat32> sum = tf.reduceSum(fit(tf, x, frames, 1), tf.constant(1));
    return tf.math.div(sum, tf.constant((float) frames));
  }
}
