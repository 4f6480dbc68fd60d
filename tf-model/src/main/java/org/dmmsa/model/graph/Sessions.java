package org.dmmsa.model.graph;

import java.util.Optional;
import org.dmmsa.model.InvalidInputException;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

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
   * Opens a session; GPU memory is taken as it is needed instead of all at once.
   *
   * @throws InvalidInputException if the processor gains nothing from the precision
   */
  public Session open(Graph graph) {
    return new Session(graph, config());
  }

  /** The same choices for a session that TensorFlow opens itself, as for a SavedModel. */
  public ConfigProto config() {
    precision.ifPresent(Precision::requireProcessor);
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(intraOpThreads)
        .setInterOpParallelismThreads(interOpThreads)
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewrites()))
        .build();
  }

  private RewriterConfig.Builder rewrites() {
    RewriterConfig.Builder rewrites = RewriterConfig.newBuilder();
    if (precision.equals(Optional.of(Precision.BFLOAT16))) {
      rewrites.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    return rewrites;
  }
}
