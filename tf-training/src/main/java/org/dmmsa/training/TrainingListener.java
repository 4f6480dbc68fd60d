package org.dmmsa.training;

import java.util.Map;

/** Is told how a training goes: logs, files, progress bars. It must not throw. */
public interface TrainingListener {
  /** A stage begins, or goes on after some epochs. */
  default void stageStarted(String stage, int epochs, int epochsDone, int stepsPerEpoch) {}

  /** A step was done; the losses are the means of the epoch so far. */
  default void stepDone(String stage, int epoch, int step, Map<String, Double> losses) {}

  /** A loss was far above what it had been; told once an epoch for a term. */
  default void lossSpiked(LossSpike spike) {}

  /**
   * A training diverged and is back where its last checkpoint was written.
   *
   * @param why what was found
   * @param back where it goes on from
   */
  default void rewound(TrainingDivergedException why, TrainingState back) {}

  /** An epoch was done and validated. */
  default void epochDone(EpochResult result) {}

  /** The epoch that was just done is the best yet, and its checkpoint is written. */
  default void bestSaved(EpochResult result) {}
}
