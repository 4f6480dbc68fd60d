package org.dmmsa.tools;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** The stderr that native libraries write to, past Java. */
final class NativeStderr {
  private static final int STDERR = 2;
  private static final int WRITE_ONLY = 1;

  private NativeStderr() {}

  /** What is needed of the C library. */
  interface CLibrary extends Library {
    int dup(int from);

    int dup2(int from, int to);

    int open(String file, Object... flags);

    int close(int file);
  }

  /**
   * Runs something whose lines on stderr nobody needs; on a system without such calls it is heard.
   */
  static void mutedWhile(Runnable work) {
    CLibrary c;
    try {
      c = Native.load("c", CLibrary.class);
    } catch (LinkageError e) {
      work.run();
      return;
    }
    int stderr = c.dup(STDERR);
    int nowhere = c.open("/dev/null", WRITE_ONLY);
    try {
      if (stderr >= 0 && nowhere >= 0) {
        c.dup2(nowhere, STDERR);
      }
      work.run();
    } finally {
      if (stderr >= 0) {
        c.dup2(stderr, STDERR);
        c.close(stderr);
      }
      if (nowhere >= 0) {
        c.close(nowhere);
      }
    }
  }
}
