package org.dmmsa.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Which positions of a sequence are real: 1, and which are padding: 0. */
public final class Masks {
  /** What is added to a blocked attention score: minus infinity that stays finite in float32. */
  public static final float BLOCKED = -1e9f;

  private Masks() {}

  /**
   * The real frames of padded sequences: a frame is padding when its features sum to exactly 0, and
   * the first frame is always real (ConFEDE's rule).
   *
   * <pre>
   * frames  [B, T, F]
   * result  [B, T]  1 or 0
   * </pre>
   */
  public static Operand<TFloat32> ofFrames(Ops tf, Operand<TFloat32> frames) {
    Operand<TFloat32> sums = tf.reduceSum(frames, tf.constant(-1));
    Operand<TInt32> steps = tf.gather(tf.shape(frames), tf.constant(1), tf.constant(0));
    Operand<TInt32> positions = tf.range(tf.constant(0), steps, tf.constant(1));
    return tf.dtypes.cast(
        tf.math.logicalOr(
            tf.math.notEqual(sums, tf.constant(0f)), tf.math.equal(positions, tf.constant(0))),
        TFloat32.class);
  }

  /**
   * How long sequences are: the position of the last real frame, counted from 1. A frame before it
   * that sums to 0 does not end the sequence.
   *
   * <pre>
   * mask    [B, S]
   * result  [B]     0 if nothing is real
   * </pre>
   */
  public static Operand<TInt32> lengths(Ops tf, Operand<TFloat32> mask) {
    Operand<TInt32> steps = tf.gather(tf.shape(mask), tf.constant(1), tf.constant(0));
    Operand<TInt32> positions =
        tf.range(tf.constant(1), tf.math.add(steps, tf.constant(1)), tf.constant(1));
    Operand<TFloat32> real = tf.math.mul(mask, tf.dtypes.cast(positions, TFloat32.class));
    return tf.dtypes.cast(tf.reduceMax(real, tf.constant(1)), TInt32.class);
  }

  /** Turns a mask [B, S] into what is added to attention scores, [B, 1, 1, S]. */
  public static Operand<TFloat32> blocked(Ops tf, Operand<TFloat32> mask) {
    Operand<TFloat32> penalty =
        tf.math.mul(tf.math.sub(tf.constant(1f), mask), tf.constant(BLOCKED));
    return tf.expandDims(tf.expandDims(penalty, tf.constant(1)), tf.constant(1));
  }

  /**
   * Blocks what lies ahead, as what is added to attention scores: position i may attend to position
   * j of another sequence if j ≤ i + |S − Q|, so the last one may attend to all (MulT's mask). If
   * both are the same sequence, nothing sees what follows it.
   *
   * <pre>
   * asking  [B, Q, D]
   * asked   [B, S, D]
   * result  [1, 1, Q, S]
   * </pre>
   */
  public static Operand<TFloat32> ahead(Ops tf, Operand<TFloat32> asking, Operand<TFloat32> asked) {
    Operand<TInt32> queries = tf.gather(tf.shape(asking), tf.constant(1), tf.constant(0));
    Operand<TInt32> sources = tf.gather(tf.shape(asked), tf.constant(1), tf.constant(0));
    Operand<TInt32> shift = tf.math.abs(tf.math.sub(sources, queries));
    Operand<TInt32> last =
        tf.math.add(tf.range(tf.constant(0), queries, tf.constant(1)), shift); // [Q]
    Operand<TInt32> j = tf.range(tf.constant(0), sources, tf.constant(1)); // [S]
    Operand<TFloat32> hidden =
        tf.dtypes.cast(
            tf.math.greater(tf.expandDims(j, tf.constant(0)), tf.expandDims(last, tf.constant(1))),
            TFloat32.class);
    Operand<TFloat32> penalty = tf.math.mul(hidden, tf.constant(BLOCKED));
    return tf.expandDims(tf.expandDims(penalty, tf.constant(0)), tf.constant(0));
  }

  /**
   * The mean of the real positions.
   *
   * <pre>
   * x       [B, S, D]
   * mask    [B, S]     every row has at least one 1
   * result  [B, D]
   * </pre>
   */
  public static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x, Operand<TFloat32> mask) {
    Operand<TFloat32> sums =
        tf.reduceSum(tf.math.mul(x, tf.expandDims(mask, tf.constant(-1))), tf.constant(1));
    Operand<TFloat32> counts = tf.expandDims(tf.reduceSum(mask, tf.constant(1)), tf.constant(-1));
    return tf.math.div(sums, counts);
  }

  /** A column of ones for a position that is put before each of the B sequences. */
  public static Operand<TFloat32> withFirst(Ops tf, Operand<TFloat32> mask) {
    Operand<TInt32> batch = tf.gather(tf.shape(mask), tf.constant(0), tf.constant(0));
    Operand<TFloat32> ones = tf.fill(tf.stack(List.of(batch, tf.constant(1))), tf.constant(1f));
    return tf.ensureShape(tf.concat(List.of(ones, mask), tf.constant(1)), Shape.of(-1, -1));
  }
}
