package org.dmmsa.model.layer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Tells attention where a step is: sines and cosines of its place, of wavelengths from 2π to 10⁴·2π
 * (Vaswani et al. 2017, section 3.5).
 *
 * <p>As in MulT's code (Tsai et al. 2019), which has it from fairseq: the first step is at 1, the
 * first half of a vector are sines and the second cosines, an odd width ends with a 0, and a step
 * whose first feature is exactly 0 is padding and gets zeros.
 */
public final class SinusoidalPositions {
  private static final double LONGEST = 1e4;

  private SinusoidalPositions() {}

  /**
   * The vectors to be added to a sequence.
   *
   * @param x [B, S, D]; decides what is padding
   * @param width D
   * @return [B, S, D]
   */
  public static Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, int width) {
    Operand<TInt32> steps = tf.gather(tf.shape(x), tf.constant(1), tf.constant(0));
    Operand<TFloat32> at =
        tf.dtypes.cast(
            tf.range(tf.constant(1), tf.math.add(steps, tf.constant(1)), tf.constant(1)),
            TFloat32.class); // [S]
    Operand<TFloat32> angles =
        tf.math.mul(
            tf.expandDims(at, tf.constant(1)), tf.constant(new float[][] {frequencies(width)}));
    List<Operand<TFloat32>> parts =
        new ArrayList<>(List.of(tf.math.sin(angles), tf.math.cos(angles)));
    if (width % 2 == 1) {
      parts.add(tf.zerosLike(tf.expandDims(at, tf.constant(1))));
    }
    Operand<TFloat32> table = tf.concat(parts, tf.constant(1)); // [S, D]
    Operand<TFloat32> first = tf.gather(x, tf.constant(new int[] {0}), tf.constant(2)); // [B, S, 1]
    Operand<TFloat32> real =
        tf.dtypes.cast(tf.math.notEqual(first, tf.constant(0f)), TFloat32.class);
    return tf.math.mul(real, table);
  }

  private static float[] frequencies(int width) {
    float[] frequencies = new float[width / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) Math.pow(LONGEST, -(double) i / Math.max(frequencies.length - 1, 1));
    }
    return frequencies;
  }
}
