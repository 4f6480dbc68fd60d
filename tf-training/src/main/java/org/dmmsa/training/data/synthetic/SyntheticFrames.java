package org.dmmsa.training.data.synthetic;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Frames whose mean over time carries a sentiment in [-1, 1] under noise that drifts from frame to
 * frame. A third of the features carry it, swelling towards the middle of the clip; the rest is
 * noise. Scales and offsets differ by feature and are the same for every seed.
 */
final class SyntheticFrames {
  /** How far the sentiment moves a feature, in standard deviations of the noise. */
  private static final double SIGNAL = 0.6;

  /** How much of a frame's noise comes from the frame before. */
  private static final double DRIFT = 0.5;

  private final double[] offset;
  private final double[] scale;

  /** -1, 0 or 1: how a feature follows the sentiment. */
  private final double[] direction;

  SyntheticFrames(int features, long modality) {
    Random random = new Random(SyntheticSample.mix(modality, features));
    offset = new double[features];
    scale = new double[features];
    direction = new double[features];
    for (int i = 0; i < features; i++) {
      offset[i] = random.nextGaussian();
      scale[i] = 0.5 + random.nextDouble();
      direction[i] = i % 3 == 0 ? (random.nextBoolean() ? 1 : -1) : 0;
    }
  }

  /** Puts {@code frames} frames of doubles. */
  void put(double sentiment, int frames, Random random, ByteBuffer to) {
    double[] noise = new double[offset.length];
    double fresh = Math.sqrt(1 - DRIFT * DRIFT);
    for (int frame = 0; frame < frames; frame++) {
      double swell = 0.5 + StrictMath.sin(Math.PI * (frame + 0.5) / frames);
      for (int i = 0; i < noise.length; i++) {
        noise[i] = DRIFT * noise[i] + fresh * random.nextGaussian();
        double signal = SIGNAL * direction[i] * sentiment * swell;
        to.putDouble(offset[i] + scale[i] * (signal + noise[i]));
      }
    }
  }
}
