package org.dmmsa.tools.bench;

import java.nio.IntBuffer;
import org.dmmsa.training.data.Tokens;

/**
 * Tokens that are padded to one length, as published code does; the mask is that of the real ones.
 *
 * @param real what is padded
 * @param maxLength how long all are
 */
record PaddedTokens(Tokens real, int maxLength) implements Tokens {
  @Override
  public int length(int row) {
    return maxLength;
  }

  @Override
  public void read(int row, int length, IntBuffer ids, IntBuffer mask, IntBuffer segments) {
    real.read(row, length, ids, mask, segments);
  }
}
