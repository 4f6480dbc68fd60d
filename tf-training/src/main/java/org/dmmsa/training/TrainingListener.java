package org.dmmsa.training;

import java.util.Map;

/** Is told how a training goes: logs, files, progress bars. It must not throw. */
public interface TrainingListener {
  /** A stage begins, or goes on after some epochs. */
  default void stageStarted(String stage, int epochs, int epochsDone, int stepsPerEpoch) {}

  /** A step was done; the losses are the means of the epoch so far. */
  default void stepDone(String stage, int epoch, int step, Map<String, Double> losses) {}

  /** An epoch was done and validated. */
  default void epochDone(EpochResult result) {}

  /** The epoch that was just done is the best yet, and its checkpoint is written. */
  default void bestSaved(EpochResult result) {}
}
