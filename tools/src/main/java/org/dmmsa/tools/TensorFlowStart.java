package org.dmmsa.tools;

import org.dmmsa.model.graph.Devices;
import org.dmmsa.model.graph.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;

/**
 * Opens the process's first session, which decides two things for all later ones.
 *
 * <p>The thread pools are made with its options, so that it has to have the config's. And on its
 * first run TensorFlow logs lines that no log level hides (that a compiler pass is off, that oneDNN
 * has no kernel for whole numbers, that a GPU's libraries are registered twice); they are said
 * where nobody hears them, so that what it logs later is still seen.
 */
final class TensorFlowStart {
  /** Set by the start script, unless the user chose a log level. */
  private static final boolean MUTED = Boolean.getBoolean("dmmsa.quiet");

  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowStart.class);

  private TensorFlowStart() {}

  static void with(Sessions sessions) {
    unheard(() -> firstRun(sessions));
    if (CudaLibraries.wanted() && !Devices.hasGpu()) {
      LOG.warn("found no GPU, though this build is for one; the CPU is used (see dmmsa doctor)");
    }
  }

  /**
   * Runs what loads TensorFlow or makes it say its first lines; libraries for a GPU are loaded
   * before, if there are any.
   */
  static void unheard(Runnable first) {
    Runnable all =
        () -> {
          CudaLibraries.load();
          first.run();
        };
    if (MUTED) {
      NativeStderr.mutedWhile(all);
    } else {
      all.run();
    }
  }

  /** Transposes whole numbers, as that makes oneDNN say its line. */
  private static void firstRun(Sessions sessions) {
    try (Graph graph = new Graph();
        Session session = sessions.open(graph);
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
}
