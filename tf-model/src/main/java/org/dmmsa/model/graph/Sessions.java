package org.dmmsa.model.graph;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * How sessions are opened: the one place that sets threads and device options.
 *
 * @param intraOpThreads threads inside one op; 0 lets TensorFlow take one per core
 * @param interOpThreads ops that run side by side; 0 lets TensorFlow choose
 */
public record Sessions(int intraOpThreads, int interOpThreads) {
  /** TensorFlow's own choice of threads. */
  public static final Sessions DEFAULT = new Sessions(0, 0);

  public Sessions {
    if (intraOpThreads < 0 || interOpThreads < 0) {
      throw new IllegalArgumentException(
          "threads must not be negative, found " + intraOpThreads + " and " + interOpThreads);
    }
  }

  /** Opens a session; GPU memory is taken as it is needed instead of all at once. */
  public Session open(Graph graph) {
    return new Session(graph, config());
  }

  /** The same choices for a session that TensorFlow opens itself, as for a SavedModel. */
  public ConfigProto config() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(intraOpThreads)
        .setInterOpParallelismThreads(interOpThreads)
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .build();
  }
}
