package org.dmmsa.training.optimizer;

import java.util.List;
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

  /** The rates stay as they are. */
  record Constant() implements Schedule {
    @Override
    public double factor(Progress at) {
      return 1;
    }
  }

  /**
   * Rises linearly from 0 over the warm-up, then falls linearly to 0 at the end, as in BERT's
   * fine-tuning and ConFEDE. The first step of a warm-up has factor 0.
   *
   * @param warmupEpochs the length of the rise
   */
  record Linear(double warmupEpochs) implements Schedule {
    public Linear {
      requireWarmup(warmupEpochs);
    }

    @Override
    public double factor(Progress at) {
      double warmup = warmupEpochs * at.stepsPerEpoch();
      double total = (double) at.epochs() * at.stepsPerEpoch();
      if (at.step() < warmup) {
        return at.step() / warmup;
      }
      return total > warmup ? Math.max(0, (total - at.step()) / (total - warmup)) : 1;
    }
  }

  /**
   * Rises linearly from 0 over the warm-up, then falls to 0 along half a cosine (Loshchilov and
   * Hutter 2017, without restarts).
   *
   * @param warmupEpochs the length of the rise
   */
  record Cosine(double warmupEpochs) implements Schedule {
    public Cosine {
      requireWarmup(warmupEpochs);
    }

    @Override
    public double factor(Progress at) {
      double warmup = warmupEpochs * at.stepsPerEpoch();
      double total = (double) at.epochs() * at.stepsPerEpoch();
      if (at.step() < warmup) {
        return at.step() / warmup;
      }
      double done = total > warmup ? Math.min(1, (at.step() - warmup) / (total - warmup)) : 0;
      return (1 + Math.cos(Math.PI * done)) / 2;
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

  private static void requireWarmup(double epochs) {
    ConfigCheck.require(epochs >= 0, "warmup_epochs", epochs, "a number from 0 up");
  }
}
