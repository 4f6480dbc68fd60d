package org.dmmsa.training.experiment;

import org.dmmsa.model.graph.Sessions;
import org.dmmsa.training.config.ConfigCheck;

/**
 * How TensorFlow runs.
 *
 * @param intraOpThreads threads inside one op; 0 for one per core
 * @param interOpThreads ops side by side; 0 for TensorFlow's choice
 */
public record RuntimeConfig(int intraOpThreads, int interOpThreads) {
  public RuntimeConfig {
    ConfigCheck.require(intraOpThreads >= 0, "intra_op_threads", intraOpThreads, "0 or a count");
    ConfigCheck.require(interOpThreads >= 0, "inter_op_threads", interOpThreads, "0 or a count");
  }

  public Sessions sessions() {
    return new Sessions(intraOpThreads, interOpThreads);
  }
}
