package org.dmmsa.tools;

/** Text that is to be copied to a command line. */
final class ShellWord {
  private ShellWord() {}

  /** As one word of a POSIX shell. */
  static String of(String text) {
    return text.matches("[\\w./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
