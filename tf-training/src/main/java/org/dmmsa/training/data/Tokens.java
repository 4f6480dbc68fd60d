package org.dmmsa.training.data;

import java.nio.IntBuffer;

/** Word-piece ids of every row, as BERT reads them. Safe for concurrent readers. */
public interface Tokens {
  /** Positions that the data reserves for a row. */
  int maxLength();

  /** Positions of a row up to the last one with mask 1; at least 1. */
  int length(int row);

  /**
   * Puts exactly {@code length} numbers into each buffer: a shorter row is padded with 0, a longer
   * one is cut and then lacks its end.
   */
  void read(int row, int length, IntBuffer ids, IntBuffer mask, IntBuffer segments);
}
