package org.dmmsa.lab.campaign;

import java.nio.file.Path;
import java.util.List;

/** A command that is killed, called again, and has to come to the same results. */
public interface KilledCommand {
  /** As {@code --only} has it. */
  String name();

  /**
   * Writes the files that it reads.
   *
   * @param inputs a folder for them
   */
  void prepare(Path inputs);

  /**
   * What is typed after {@code ./dmmsa}; the same for the first call and for all others.
   *
   * @param inputs what was prepared
   * @param run where it writes
   */
  List<String> words(Path inputs, Path run);
}
