package org.dmmsa.training.run;

import org.dmmsa.training.EpochResult;
import org.dmmsa.training.TrainingListener;

/**
 * Is told when the network that is exported has a new best checkpoint.
 *
 * @param stage the last one, which trains the whole network
 * @param then what is done about it
 */
record BestListener(String stage, Runnable then) implements TrainingListener {
  @Override
  public void bestSaved(EpochResult result) {
    if (result.stage().equals(stage)) {
      then.run();
    }
  }
}
