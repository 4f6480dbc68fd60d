package org.dmmsa.model.layer;

import org.dmmsa.model.graph.Initializer;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Brings each feature to mean 0 and variance 1 over the batch, then to a learnt mean and deviation
 * (Ioffe and Szegedy 2015): PyTorch's {@code BatchNorm1d} with its defaults.
 *
 * <pre>
 * x, result                     [B, D]
 * gain, bias                    [D]     learnt
 * moving_mean, moving_variance  [D]     state
 * </pre>
 *
 * <p>A training pass takes mean and variance (that of the population) from its batch, and each step
 * moves the moving ones by a tenth towards them, the variance as that of a sample, n / (n - 1)
 * times as large. An inference pass takes the moving ones.
 *
 * <p>Differs from PyTorch for a training batch of one row, which PyTorch refuses: it is normalized
 * by the moving mean and variance, as at inference, and leaves both as they are.
 */
public final class BatchNorm {
  private static final float EPSILON = 1e-5f; // both PyTorch's defaults
  private static final float MOMENTUM = 0.1f;

  private final int width;
  private final Weight gain;
  private final Weight bias;
  private final Weight movingMean;
  private final Weight movingVariance;

  /**
   * @param width D, features of a row
   */
  public BatchNorm(Weights weights, int width) {
    this.width = width;
    gain = weights.create("gain", Shape.of(width), Initializer.ONES);
    bias = weights.create("bias", Shape.of(width), Initializer.ZEROS);
    movingMean = weights.state("moving_mean", Shape.of(width), Initializer.ZEROS);
    movingVariance = weights.state("moving_variance", Shape.of(width), Initializer.ONES);
  }

  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x) {
    Widths.require(x, width, gain.path());
    Ops tf = pass.tf();
    if (!pass.training()) {
      return normalized(tf, x, movingMean.value(), movingVariance.value());
    }
    Operand<TFloat32> rows =
        tf.dtypes.cast(tf.gather(tf.shape(x), tf.constant(0), tf.constant(0)), TFloat32.class);
    Operand<TFloat32> others = tf.math.sub(rows, tf.constant(1f));
    Operand<TBool> several = tf.math.greater(others, tf.constant(0f));
    Operand<TFloat32> mean = tf.math.mean(x, tf.constant(0));
    Operand<TFloat32> variance = tf.math.mean(tf.math.squaredDifference(x, mean), tf.constant(0));
    Operand<TFloat32> ofSample =
        tf.math.mul(variance, tf.math.div(rows, tf.math.maximum(others, tf.constant(1f))));
    move(pass, movingMean, mean, several);
    move(pass, movingVariance, ofSample, several);
    return normalized(
        tf,
        x,
        tf.select(several, mean, movingMean.value()),
        tf.select(several, variance, movingVariance.value()));
  }

  /** With each step, moves a moving value towards the batch's, unless that is of one row. */
  private static void move(
      Pass pass, Weight moving, Operand<TFloat32> ofBatch, Operand<TBool> several) {
    Ops tf = pass.tf();
    Operand<TFloat32> moved =
        tf.math.add(
            tf.math.mul(moving.value(), tf.constant(1 - MOMENTUM)),
            tf.math.mul(ofBatch, tf.constant(MOMENTUM)));
    pass.afterStep(tf.assign(moving.variable(), tf.select(several, moved, moving.value())));
  }

  private Operand<TFloat32> normalized(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> mean, Operand<TFloat32> variance) {
    Operand<TFloat32> scale =
        tf.math.mul(gain.value(), tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))));
    return tf.math.add(tf.math.mul(tf.math.sub(x, mean), scale), bias.value());
  }
}
