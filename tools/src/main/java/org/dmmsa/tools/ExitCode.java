package org.dmmsa.tools;

/** What the process says when it ends. */
final class ExitCode {
  static final int DONE = 0;

  /** A fault of ours. */
  static final int FAULT = 1;

  /** Something that the user gave cannot be used. */
  static final int REFUSED = 2;

  /** Ended by Ctrl-C, as shells count it: 128 and the signal's number. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
