package org.dmmsa.tools;

/** What the process says when it ends. */
public final class ExitCode {
  public static final int DONE = 0;

  /** A fault of ours. */
  public static final int FAULT = 1;

  /** Something that the user gave cannot be used. */
  public static final int REFUSED = 2;

  /** Ended by Ctrl-C, as shells count it: 128 and the signal's number. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
