package org.dmmsa.training.optimizer;

/**
 * The learning rate as a pure function of how many updates came before.
 *
 * <p>An update is one step of the optimizer, whatever number of batches it gathered. The function
 * keeps no state, so a resumed run only needs its update count.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The learning rate of the next update.
   *
   * @param updates how many updates came before, from 0 up
   * @return at least 0
   */
  double rate(long updates);

  /** The same rate at every update. */
  static Schedule constant(double rate) {
    return new Constant(rate);
  }

  /**
   * Up from 0 to the base rate, then down to 0, both in a straight line.
   *
   * @param base the highest rate, reached after the warm-up
   * @param warmUp updates until then; with more than 0, the first update has rate 0
   * @param total updates of the whole training, at least the warm-up; from there on the rate is 0
   */
  static Schedule warmUpThenLinear(double base, long warmUp, long total) {
    return new WarmUpThenLinear(base, warmUp, total);
  }

  /** See {@link #constant}. */
  record Constant(double rate) implements Schedule {
    public Constant {
      requireRate(rate);
    }

    @Override
    public double rate(long updates) {
      return rate;
    }
  }

  /**
   * See {@link #warmUpThenLinear}. The same numbers as HuggingFace's linear schedule with warm-up.
   */
  record WarmUpThenLinear(double base, long warmUp, long total) implements Schedule {
    public WarmUpThenLinear {
      requireRate(base);
      if (warmUp < 0 || total < warmUp) {
        throw new IllegalArgumentException(
            "found warm-up " + warmUp + " of " + total + " updates, expected 0 to " + total);
      }
    }

    @Override
    public double rate(long updates) {
      if (updates < warmUp) {
        return base * updates / warmUp;
      }
      return updates < total ? base * (total - updates) / (total - warmUp) : 0;
    }
  }

  private static void requireRate(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "found learning rate " + rate + ", expected a number from 0 up");
    }
  }
}
