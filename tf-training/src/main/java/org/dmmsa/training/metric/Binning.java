package org.dmmsa.training.metric;

/**
 * Turns scores into classes 0, 1, 2, ... from the most negative up.
 *
 * <p>All comparisons are in single precision. An edge such as 0.1 is the float 0.1f: the same edge
 * as a double lies below it and would put a score of exactly 0.1f into the wrong class.
 */
final class Binning {
  private Binning() {}

  /** Scores cut to [-limit, limit]. */
  static float[] clip(float[] scores, float limit) {
    float[] clipped = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      clipped[i] = Math.max(-limit, Math.min(limit, scores[i]));
    }
    return clipped;
  }

  /** 2 limit + 1 classes: cut to [-limit, limit], then rounded with halves to the even side. */
  static int[] round(float[] scores, int limit) {
    float[] clipped = clip(scores, limit);
    int[] classes = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      classes[i] = (int) Math.rint(clipped[i]) + limit;
    }
    return classes;
  }

  /** Class = the number of edges strictly below the score, so that bins are closed on the right. */
  static int[] rightClosed(float[] scores, float... edges) {
    int[] classes = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      for (float edge : edges) {
        if (edge < scores[i]) {
          classes[i]++;
        }
      }
    }
    return classes;
  }

  /** 1 from zero up (either zero), 0 below. */
  static int[] nonNegative(float[] scores) {
    int[] classes = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      classes[i] = scores[i] >= 0 ? 1 : 0;
    }
    return classes;
  }

  /** 1 above zero, 0 at zero (either zero) and below. */
  static int[] positive(float[] scores) {
    return rightClosed(scores, 0f);
  }
}
