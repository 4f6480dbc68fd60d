package org.dmmsa.training.data.synthetic;

import org.dmmsa.model.InvalidInputException;

/**
 * What data to generate.
 *
 * @param like dimensions and label scale
 * @param samples over all splits, at least 10: 70% train, 10% valid, 20% test
 * @param seed of everything random
 * @param audioFrames most audio frames of a sample; fewer than the real ones train faster
 * @param visionFrames most vision frames of a sample
 */
public record SyntheticSpec(
    KnownDataset like, int samples, long seed, int audioFrames, int visionFrames) {
  private static final int FEWEST = 10;

  public SyntheticSpec {
    if (samples < FEWEST) {
      throw new InvalidInputException(
          "samples: found " + samples + ", expected at least " + FEWEST);
    }
    if (audioFrames < 1 || visionFrames < 1) {
      throw new InvalidInputException(
          "frames: found "
              + audioFrames
              + " of audio and "
              + visionFrames
              + " of vision, expected at least 1 of each");
    }
  }

  /** With as many frames as the real data set. */
  public static SyntheticSpec of(KnownDataset like, int samples, long seed) {
    return new SyntheticSpec(like, samples, seed, like.audioFrames, like.visionFrames);
  }
}
