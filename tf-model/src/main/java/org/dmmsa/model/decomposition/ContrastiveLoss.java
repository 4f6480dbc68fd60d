package org.dmmsa.model.decomposition;

import java.util.List;
import org.dmmsa.model.loss.MeanOf;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TFloat32;

/**
 * Draws the similar features of audio and vision to those of text, and the dissimilar features of
 * all three away from them, within each sample.
 *
 * <p>The anchor is Ts, positives P are Vs and As, negatives N are Td, Vd and Ad; sim is the cosine.
 * The loss is the mean over the batch.
 */
public final class ContrastiveLoss {
  private static final float COSINE_EPSILON = 1e-8f;

  /** Which of the paper's two losses is meant. */
  public enum Form {
    /**
     * −log(Σ_P e^(sim/τ) / Σ_(N∪P) e^(sim/τ)), the paper's equation 2: reaches 0 with any number of
     * positives. The operator between the positives is lost in the published text; the sum is the
     * only reading that stays above 0 and can reach it.
     */
    MULTI_NT_XENT,
    /**
     * Σ_P −log(e^(sim/τ) / Σ_(N∪P) e^(sim/τ)), the paper's equation 1: with two equal positives it
     * never falls below 2·log 2.
     */
    NT_XENT
  }

  private ContrastiveLoss() {}

  /**
   * The loss of a batch, a scalar.
   *
   * @param features each [B, d]
   * @param temperature τ_m, above 0
   */
  public static Operand<TFloat32> of(
      Ops tf, DecomposedFeatures features, float temperature, Form form) {
    Operand<TFloat32> anchor = unit(tf, features.ts());
    Operand<TFloat32> positives =
        similarities(tf, anchor, List.of(features.vs(), features.as()), temperature);
    Operand<TFloat32> negatives =
        similarities(tf, anchor, List.of(features.td(), features.vd(), features.ad()), temperature);
    Operand<TFloat32> each =
        switch (form) {
          case MULTI_NT_XENT ->
              // log((P + N) / P) written as softplus, which keeps its digits near 0.
              tf.math.softplus(tf.math.sub(logSumExp(tf, negatives), logSumExp(tf, positives)));
          case NT_XENT -> {
            Operand<TFloat32> all =
                logSumExp(tf, tf.concat(List.of(positives, negatives), tf.constant(1)));
            yield tf.reduceSum(
                tf.math.sub(tf.expandDims(all, tf.constant(1)), positives), tf.constant(1));
          }
        };
    return MeanOf.all(tf, each);
  }

  /** The cosine of each row of two operands [B, d]: [B]. */
  public static Operand<TFloat32> cosine(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.reduceSum(tf.math.mul(unit(tf, a), unit(tf, b)), tf.constant(1));
  }

  private static Operand<TFloat32> similarities(
      Ops tf, Operand<TFloat32> anchor, List<Operand<TFloat32>> others, float temperature) {
    List<Operand<TFloat32>> columns =
        others.stream()
            .<Operand<TFloat32>>map(
                other -> tf.reduceSum(tf.math.mul(anchor, unit(tf, other)), tf.constant(1)))
            .toList();
    return tf.math.mul(
        tf.stack(columns, org.tensorflow.op.core.Stack.axis(1L)),
        tf.constant(1 / temperature)); // [B, pairs]
  }

  /** The rows of x [B, d], each of length 1. */
  static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> squares =
        tf.expandDims(tf.reduceSum(tf.math.square(x), tf.constant(1)), tf.constant(1));
    return tf.math.mul(
        x, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(COSINE_EPSILON * COSINE_EPSILON))));
  }

  /** The logarithm of the sum of e^x over the last axis, which goes. */
  static Operand<TFloat32> logSumExp(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> largest =
        tf.stopGradient(tf.reduceMax(x, tf.constant(-1), ReduceMax.keepDims(true)));
    return tf.math.add(
        tf.math.log(tf.reduceSum(tf.math.exp(tf.math.sub(x, largest)), tf.constant(-1))),
        tf.squeeze(largest, org.tensorflow.op.core.Squeeze.axis(List.of(-1L))));
  }
}
