package org.dmmsa.tools;

import java.util.List;
import org.apache.commons.cli.Options;

/** One thing that the command line can do. */
public interface Command {
  /** What the user types, one word or two. */
  String name();

  /** What it does, in a few words. */
  String summary();

  /**
   * What it takes beside options, as the help shows it; all of them are needed, and the last may
   * end in {@link Arguments#SEVERAL}.
   */
  default List<String> operands() {
    return List.of();
  }

  /** Its options, in the order of the help. */
  Options options();

  /** A line that works. */
  String example();

  /**
   * Does it.
   *
   * @return the exit code
   * @throws org.dmmsa.model.InvalidInputException if something that the user gave cannot be used
   */
  int run(Arguments given, Console console);
}
