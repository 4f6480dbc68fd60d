package org.dmmsa.training.data.synthetic;

import java.util.List;
import java.util.Random;

/**
 * One generated sample. All sentiments are in [-1, 1].
 *
 * @param words transcript
 * @param text sentiment of the words
 * @param audio sentiment that the audio frames carry
 * @param vision sentiment that the vision frames carry
 * @param mixed multimodal sentiment: {@link #TEXT_SHARE} text, the rest audio and vision in equal
 *     shares, and a little noise
 * @param audioFrames length of the audio
 * @param visionFrames length of the vision
 */
record SyntheticSample(
    List<String> words,
    double text,
    double audio,
    double vision,
    double mixed,
    int audioFrames,
    int visionFrames) {
  static final double TEXT_SHARE = 0.5;

  private static final double LABEL_NOISE = 0.05;

  /** Words of a long sentence; it fills all frames. */
  private static final double LONG_SENTENCE = 26;

  static SyntheticSample generate(SyntheticSpec spec, int index) {
    Random random = new Random(mix(spec.seed(), index));
    double common = 2.4 * random.nextDouble() - 1.2;
    SyntheticText.Sentence sentence =
        SyntheticText.say(clip(common + 0.3 * random.nextGaussian()), random);
    double audio = clip(common + 0.5 * random.nextGaussian());
    double vision = clip(common + 0.5 * random.nextGaussian());
    double mixed =
        TEXT_SHARE * sentence.sentiment()
            + (1 - TEXT_SHARE) / 2 * (audio + vision)
            + LABEL_NOISE * random.nextGaussian();
    int spoken = sentence.words().size();
    return new SyntheticSample(
        sentence.words(),
        sentence.sentiment(),
        audio,
        vision,
        clip(mixed),
        frames(spoken, spec.audioFrames(), random),
        frames(spoken, spec.visionFrames(), random));
  }

  private static int frames(int words, int most, Random random) {
    double pace = StrictMath.exp(0.25 * random.nextGaussian());
    return Math.max(1, (int) Math.min(most, Math.round(most * pace * words / LONG_SENTENCE)));
  }

  /** A seed for one of many independent streams (the finalizer of SplitMix64). */
  static long mix(long seed, long stream) {
    long z = seed * 0x9e3779b97f4a7c15L + stream;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static double clip(double value) {
    return Math.max(-1, Math.min(1, value));
  }
}
