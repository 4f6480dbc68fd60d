package org.dmmsa.model;

/**
 * The size of one modality's sequences.
 *
 * @param frames T, the longest sequence that a network was trained for; longer input is cut in the
 *     graph
 * @param features F, features of a frame
 */
public record FrameDims(int frames, int features) {
  public FrameDims {
    if (frames < 1 || features < 1) {
      throw new IllegalArgumentException(
          "found " + frames + " frames of " + features + " features, expected at least 1 of each");
    }
  }
}
