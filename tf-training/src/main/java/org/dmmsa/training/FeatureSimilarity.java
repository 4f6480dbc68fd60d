package org.dmmsa.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/** Cosines between the decomposed features of a row: what the paper's Figure 5 shows. */
final class FeatureSimilarity {
  /** Added to a norm, so that a feature of zeros has cosine 0; PyTorch's. */
  private static final float EPSILON = 1e-8f;

  private FeatureSimilarity() {}

  /**
   * [B, n*n] the cosine of every pair of features, row by row of the matrix.
   *
   * @param features [B, n, d]
   */
  static Operand<TFloat32> flat(Ops root, Operand<TFloat32> features) {
    Ops tf = root.withSubScope("similarity");
    Operand<TFloat32> norms =
        tf.math.sqrt(
            tf.reduceSum(tf.math.square(features), tf.constant(2), ReduceSum.keepDims(true)));
    Operand<TFloat32> unit = tf.math.div(features, tf.math.maximum(norms, tf.constant(EPSILON)));
    long n = features.shape().get(1);
    return tf.reshape(
        tf.train.batchMatMul(unit, unit, TFloat32.class, BatchMatMul.adjY(true)),
        tf.constant(new long[] {-1, n * n}));
  }

  /**
   * The mean over rows, as a matrix.
   *
   * @param flat [rows][n*n]
   */
  static double[][] mean(float[][] flat) {
    int n = (int) Math.round(Math.sqrt(flat[0].length));
    double[][] mean = new double[n][n];
    for (float[] row : flat) {
      for (int i = 0; i < row.length; i++) {
        mean[i / n][i % n] += row[i] / (double) flat.length;
      }
    }
    return mean;
  }
}
