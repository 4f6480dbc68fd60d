package org.dmmsa.tools;

import org.dmmsa.model.graph.Devices;
import org.dmmsa.model.graph.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the process's first session, which decides two things for all later ones.
 *
 * <p>The thread pools are made with its options, so that it has to have the config's. And on its
 * first run TensorFlow logs lines that no log level hides (that a compiler pass is off, that oneDNN
 * has no kernel for whole numbers, that a GPU's libraries are registered twice); they are said
 * where nobody hears them, so that what it logs later is still seen.
 */
public final class TensorFlowStart {
  /** Set by the start script, unless the user chose a log level. */
  private static final boolean MUTED = Boolean.getBoolean("dmmsa.quiet");

  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowStart.class);

  private TensorFlowStart() {}

  public static void with(Sessions sessions) {
    unheard(sessions::first);
    if (CudaLibraries.wanted() && !Devices.hasGpu()) {
      LOG.warn("found no GPU, though this build is for one; the CPU is used (see dmmsa doctor)");
    }
  }

  /**
   * Runs what loads TensorFlow or makes it say its first lines; libraries for a GPU are loaded
   * before, if there are any.
   */
  public static void unheard(Runnable first) {
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
}
