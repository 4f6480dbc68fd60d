package org.dmmsa.training.data.synthetic;

import org.dmmsa.model.InvalidInputException;

/**
 * What data to generate.
 *
 * @param like dimensions and label scale
 * @param samples over all splits, 10 to 10,000,000: 70% train, 10% valid, 20% test
 * @param seed of everything random
 * @param audioFrames most audio frames of a sample, up to 100,000; fewer than the real ones train
 *     faster
 * @param visionFrames most vision frames of a sample, up to 100,000
 */
public record SyntheticSpec(
    KnownDataset like, int samples, long seed, int audioFrames, int visionFrames) {
  private static final int FEWEST = 10;
  private static final int MOST = 10_000_000;
  private static final int MOST_FRAMES = 100_000;

  public SyntheticSpec {
    require("samples", samples, FEWEST, MOST);
    require("audio_frames", audioFrames, 1, MOST_FRAMES);
    require("vision_frames", visionFrames, 1, MOST_FRAMES);
  }

  private static void require(String what, int found, int least, int most) {
    if (found < least || found > most) {
      throw new InvalidInputException(
          "%s: found %d, expected %d to %d".formatted(what, found, least, most));
    }
  }

  /** With as many frames as the real data set. */
  public static SyntheticSpec of(KnownDataset like, int samples, long seed) {
    return new SyntheticSpec(like, samples, seed, like.audioFrames, like.visionFrames);
  }
}
