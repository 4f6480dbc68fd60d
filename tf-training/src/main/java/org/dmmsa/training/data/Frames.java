package org.dmmsa.training.data;

import java.nio.FloatBuffer;

/**
 * Audio or vision features over time, of every row. Safe for concurrent readers.
 *
 * <p>A frame is padding iff its features sum to 0, as in ConFEDE. The effective length of a row is
 * the position of its last frame that is not padding. Differs from the lengths that MMSA's files
 * carry, which end at the first blank frame: here a blank frame in the middle does not end the
 * sequence, so the frames up to the effective length include exactly those that ConFEDE's mask lets
 * through.
 */
public interface Frames {
  /** Frames that the data reserves for a row. */
  int maxFrames();

  /** Features of one frame. */
  int features();

  /** Effective length of a row in frames, from 1 to {@link #maxFrames()}. */
  int length(int row);

  /**
   * Puts exactly {@code frames * features()} numbers: a shorter row is padded with 0 beyond its
   * effective length, a longer one is cut. All are finite: NaN and infinities are read as 0.
   */
  void read(int row, int frames, FloatBuffer to);
}
