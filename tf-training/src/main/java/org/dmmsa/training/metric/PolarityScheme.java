package org.dmmsa.training.metric;

/**
 * How a sentiment score becomes one of three polarity classes: 0 negative, 1 neutral, 2 positive.
 */
public enum PolarityScheme {
  /** Below, exactly at (either zero), above 0: the classes that come with MOSI and MOSEI. */
  SIGN {
    @Override
    public int classOf(float score) {
      return score > 0 ? 2 : score < 0 ? 0 : 1;
    }
  },
  /** Neutral in (-0.1, 0.1], edges in single precision: the three classes of the SIMS metrics. */
  EDGES {
    @Override
    public int classOf(float score) {
      return score > 0.1f ? 2 : score > -0.1f ? 1 : 0;
    }
  },
  /** Neutral in [-0.5, 0.5]: clipped to [-1, 1] and rounded with halves to even. */
  ROUNDED {
    @Override
    public int classOf(float score) {
      return (int) Math.rint(Math.max(-1f, Math.min(1f, score))) + 1;
    }
  };

  /** The number of classes of every scheme. */
  public static final int CLASSES = 3;

  /** The class of a finite score. */
  public abstract int classOf(float score);

  /** The class of each score. */
  public int[] classesOf(float[] scores) {
    int[] classes = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      classes[i] = classOf(scores[i]);
    }
    return classes;
  }
}
