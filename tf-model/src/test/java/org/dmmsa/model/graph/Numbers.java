package org.dmmsa.model.graph;

import java.util.Random;

/** Made-up numbers for tests. */
public final class Numbers {
  private Numbers() {}

  /** Numbers around 0 with deviation 1, the same for the same seed. */
  public static float[] normal(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The largest difference of two arrays. */
  public static double difference(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("found lengths " + a.length + " and " + b.length);
    }
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs((double) a[i] - b[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    return largest;
  }

  /** Some rows of a flat array, in this order. */
  public static float[] rows(float[] values, int width, int... rows) {
    float[] picked = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, picked, i * width, width);
    }
    return picked;
  }
}
