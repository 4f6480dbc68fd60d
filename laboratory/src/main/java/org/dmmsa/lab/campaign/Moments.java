package org.dmmsa.lab.campaign;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Moments drawn from a seed, the same each time. Every other is a time, and these fill the duration
 * of a run evenly however many they are: each goes on by the golden ratio from the one before.
 */
final class Moments {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int MOST_CHANGES = 4;
  private static final int LONGEST_DELAY = 30; // milliseconds
  private static final int HALF_DELAY = 3; // a small checkpoint is half written no longer

  private final RandomGenerator random;
  private double share;
  private boolean time;

  /**
   * Begins.
   *
   * @param name of the command that they are for: each has its own
   */
  Moments(long seed, String name) {
    random = new SplittableRandom(31 * seed + name.hashCode());
    share = random.nextDouble();
  }

  Moment next() {
    time = !time;
    if (time) {
      share = (share + GOLDEN) % 1;
      return Moment.at(share);
    }
    Watched[] all = Watched.values();
    Watched watched = all[random.nextInt(all.length)];
    int longest = watched == Watched.HALF_CHECKPOINT ? HALF_DELAY : LONGEST_DELAY;
    return Moment.after(watched, 1 + random.nextInt(MOST_CHANGES), random.nextInt(longest + 1));
  }
}
