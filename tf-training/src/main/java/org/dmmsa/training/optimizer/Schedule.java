package org.dmmsa.training.optimizer;

/**
 * The learning rate's factor at each step: rises linearly from 0 over the warm-up, then falls
 * linearly to 0 at the end, as in BERT's fine-tuning and ConFEDE. The first step has factor 0.
 *
 * @param warmup steps of the rise; 0 for none
 * @param total steps at whose end the factor is 0
 */
public record Schedule(double warmup, double total) {
  public Schedule {
    if (!(warmup >= 0 && warmup <= total)) {
      throw new IllegalArgumentException(
          "found warm-up of " + warmup + " in " + total + " steps, expected 0 to all of them");
    }
  }

  public static Schedule warmUpThenLinear(double warmup, double total) {
    return new Schedule(warmup, total);
  }

  /**
   * The factor of a step.
   *
   * @param step how many steps were done before
   */
  public double factor(long step) {
    if (step < warmup) {
      return step / warmup;
    }
    return total > warmup ? Math.max(0, (total - step) / (total - warmup)) : 1;
  }
}
