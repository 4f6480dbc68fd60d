package org.dmmsa.model.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.MemOptType;
import org.tensorflow.proto.RewriterConfig.NumIterationsType;
import org.tensorflow.proto.RewriterConfig.Toggle;
import org.tensorflow.types.TInt32;

/**
 * How sessions are opened: the one place that sets threads, precision and device options.
 *
 * @param intraOpThreads threads inside one op; 0 lets TensorFlow take one per core
 * @param interOpThreads ops that run side by side; 0 lets TensorFlow choose
 * @param precision of matrix products; single where it is left out
 */
public record Sessions(int intraOpThreads, int interOpThreads, Optional<Precision> precision) {
  /** TensorFlow's own choice of threads. */
  public static final Sessions DEFAULT = new Sessions(0, 0, Optional.empty());

  public Sessions {
    if (intraOpThreads < 0 || interOpThreads < 0) {
      throw new IllegalArgumentException(
          "threads must not be negative, found " + intraOpThreads + " and " + interOpThreads);
    }
  }

  /** The same threads, in single precision: for what is kept and read by other runs. */
  public Sessions inSinglePrecision() {
    return new Sessions(intraOpThreads, interOpThreads, Optional.empty());
  }

  /**
   * Opens a session over a graph that was built here; GPU memory is taken as it is needed instead
   * of all at once.
   */
  public Session open(Graph graph) {
    return new Session(graph, graphConfig().build());
  }

  /**
   * Opens a session for each task of a cluster over one graph, in order. All that the graph does
   * not place elsewhere is computed by the session's task. The graph is complete, and initialized
   * by the first one.
   */
  public List<Session> open(Graph graph, Cluster cluster) {
    ConfigProto config =
        graphConfig()
            .addDeviceFilters(cluster.keeper().toString()) // beside the task's own
            .build();
    List<Session> sessions = new ArrayList<>();
    for (int task = 0; task < cluster.size(); task++) {
      sessions.add(TargetedSession.open(graph, config, cluster.target(task)));
    }
    sessions.get(0).initialize();
    sessions.subList(1, sessions.size()).forEach(TargetedSession::countAsInitialized);
    return sessions;
  }

  private ConfigProto.Builder graphConfig() {
    return config().toBuilder()
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewrites()));
  }

  /**
   * Opens the process's first session: the thread pools of all later ones are made with its
   * options. It transposes whole numbers, which makes TensorFlow and oneDNN say all that they say
   * once.
   */
  public void first() {
    try (Graph graph = new Graph();
        Session session = open(graph);
        TInt32 value = TInt32.tensorOf(Shape.of(2, 2))) {
      Ops tf = Ops.create(graph);
      Placeholder<TInt32> x = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
      session
          .runner()
          .feed(x, value)
          .fetch(tf.linalg.transpose(x, tf.constant(new int[] {1, 0})))
          .run()
          .close();
    }
  }

  /** The same threads for a session that TensorFlow opens itself, as for a SavedModel. */
  public ConfigProto config() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(intraOpThreads)
        .setInterOpParallelismThreads(interOpThreads)
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .build();
  }

  /**
   * Which rewrites a graph gets before its first run. It has no functions, loops or image layouts,
   * and fits in memory: to look for them takes a third of the time to a first step, and finds
   * nothing. What folds, fuses and prunes stays.
   */
  private RewriterConfig.Builder rewrites() {
    Toggle half = precision.equals(Optional.of(Precision.BFLOAT16)) ? Toggle.ON : Toggle.DEFAULT;
    return RewriterConfig.newBuilder()
        .setAutoMixedPrecisionOnednnBfloat16(half)
        .setMetaOptimizerIterations(NumIterationsType.ONE)
        .setMemoryOptimization(MemOptType.NO_MEM_OPT)
        .setFunctionOptimization(Toggle.OFF)
        .setImplementationSelector(Toggle.OFF)
        .setLoopOptimization(Toggle.OFF)
        .setLayoutOptimizer(Toggle.OFF)
        .setShapeOptimization(Toggle.OFF)
        .setDisableTfgOptimizer(true);
  }
}
