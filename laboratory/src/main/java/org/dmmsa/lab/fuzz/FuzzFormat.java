package org.dmmsa.lab.fuzz;

import java.nio.file.Path;
import java.util.List;

/**
 * Files of one kind, and what reads them here.
 *
 * @param name as in {@code pickle}
 * @param files whole ones, below the folder of samples; one of them is damaged at a time
 * @param open makes ready to read; what it gives reads the file that is damaged
 */
public record FuzzFormat(String name, Files files, Opening open) {

  /** Finds the files of a format among the samples. */
  @FunctionalInterface
  interface Files {
    List<Path> in(Path samples);
  }

  /** Makes ready for one process. */
  @FunctionalInterface
  interface Opening {
    Reading of(Path samples);
  }

  /** Reads a file as the product does. */
  @FunctionalInterface
  interface Reading {
    /**
     * Reads all of it.
     *
     * @throws org.dmmsa.model.InvalidInputException if the file is refused: the only exception that
     *     is right
     */
    void read(Path file);
  }
}
