package org.dmmsa.training.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.dmmsa.model.ConfigCheck;

/** How the learning rates move from step to step: a pure function of how far a training is. */
public interface Schedule {
  /**
   * How far a training is.
   *
   * @param step how many steps were done before
   * @param stepsPerEpoch steps of an epoch
   * @param epochs of the stage
   * @param validation what checkpoints are chosen by, after each finished epoch; lower is better
   */
  record Progress(long step, int stepsPerEpoch, int epochs, List<Double> validation) {}

  /** What the rates are multiplied with at the next step. */
  double factor(Progress at);

  /**
   * The rates stay as they are, after a linear rise from 0 where there is a warm-up.
   *
   * @param warmupEpochs the length of the rise; none where it is left out
   */
  record Constant(Optional<Double> warmupEpochs) implements Schedule {
    @Override
    public void requireFit(int epochs) {
      requireWarmup(warmupEpochs.orElse(0.0), epochs);
    }

    @Override
    public double factor(Progress at) {
      return risen(at, warmupEpochs.orElse(0.0), left -> 1);
    }
  }

  /**
   * Rises linearly from 0 over the warm-up, then falls linearly to 0 at the end, as in BERT's
   * fine-tuning and ConFEDE. The first step of a warm-up has factor 0.
   *
   * @param warmupEpochs the length of the rise
   */
  record Linear(double warmupEpochs) implements Schedule {
    @Override
    public void requireFit(int epochs) {
      requireWarmup(warmupEpochs, epochs);
    }

    @Override
    public double factor(Progress at) {
      return risen(at, warmupEpochs, left -> left);
    }
  }

  /**
   * Rises linearly from 0 over the warm-up, then falls to 0 along half a cosine (Loshchilov and
   * Hutter 2017, without restarts).
   *
   * @param warmupEpochs the length of the rise
   */
  record Cosine(double warmupEpochs) implements Schedule {
    @Override
    public void requireFit(int epochs) {
      requireWarmup(warmupEpochs, epochs);
    }

    @Override
    public double factor(Progress at) {
      return risen(at, warmupEpochs, left -> (1 + Math.cos(Math.PI * (1 - left))) / 2);
    }
  }

  /**
   * Multiplies the rates whenever validation has not become better for some epochs: PyTorch's
   * {@code ReduceLROnPlateau} with its relative threshold of 1e-4 and no cooldown.
   *
   * @param by what the rates are multiplied with
   * @param patience epochs without a better one that pass first
   */
  record Plateau(double by, int patience) implements Schedule {
    private static final double THRESHOLD = 1e-4;

    public Plateau {
      ConfigCheck.require(by > 0 && by < 1, "by", by, "a number in (0, 1)");
      ConfigCheck.require(patience >= 0, "patience", patience, "an epoch count from 0 up");
    }

    @Override
    public double factor(Progress at) {
      double factor = 1;
      double best = Double.POSITIVE_INFINITY;
      int bad = 0;
      for (double value : at.validation()) {
        if (value < best - Math.abs(best) * THRESHOLD || Double.isInfinite(best)) {
          best = value;
          bad = 0;
        } else if (++bad > patience) {
          factor *= by;
          bad = 0;
        }
      }
      return factor;
    }
  }

  /**
   * Refuses a number of epochs in which the schedule cannot run its course.
   *
   * @throws org.dmmsa.model.InvalidInputException naming the key
   */
  default void requireFit(int epochs) {}

  private static void requireWarmup(double warmup, int epochs) {
    ConfigCheck.require(
        warmup >= 0 && warmup <= epochs,
        "schedule.warmup_epochs",
        warmup,
        "a number in [0, epochs]");
  }

  /** A linear rise from 0 over the warm-up, then a fall by the share of steps that is left. */
  private static double risen(Progress at, double warmupEpochs, DoubleUnaryOperator fall) {
    double warmup = warmupEpochs * at.stepsPerEpoch();
    double total = (double) at.epochs() * at.stepsPerEpoch();
    if (at.step() < warmup) {
      return at.step() / warmup;
    }
    double left = total > warmup ? Math.max(0, (total - at.step()) / (total - warmup)) : 1;
    return fall.applyAsDouble(left);
  }
}
