package org.dmmsa.training.data;

import java.util.Optional;
import org.dmmsa.model.Input;

/** One of train, valid and test: rows of samples. Safe for concurrent readers. */
public interface Split {
  /** What the video's name ends with in an id. */
  String VIDEO_END = "$_$";

  /** "train", "valid" or "test". */
  String name();

  /** Number of rows. */
  int size();

  /** The sample's id, by custom "video$_$clip"; "name/row" where the file has none. */
  String id(int row);

  /** The video that the sample is a clip of; empty if its id does not follow the custom. */
  default Optional<String> video(int row) {
    String id = id(row);
    int end = id.lastIndexOf(VIDEO_END);
    return end < 0 ? Optional.empty() : Optional.of(id.substring(0, end));
  }

  /** The transcript; "" where the file has none. */
  String text(int row);

  /**
   * Word-piece ids of the transcripts.
   *
   * @throws IllegalStateException if they were not read, see {@link Dataset#has()}
   */
  Tokens tokens();

  /**
   * An input that has features.
   *
   * @throws IllegalStateException if it was not read, see {@link Dataset#has()}
   */
  Frames frames(Input input);

  /** Whether its rows have labels. */
  default boolean hasLabels() {
    return true;
  }

  /** Multimodal sentiment, in the data set's own range; always finite. */
  float label(int row);

  /** The labels of all rows. */
  default float[] labels() {
    float[] labels = new float[size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = label(row);
    }
    return labels;
  }

  /**
   * Sentiment of each modality alone.
   *
   * @throws IllegalStateException if the data set has none, see {@link Dataset#hasUnimodalLabels()}
   */
  UnimodalLabels unimodal(int row);
}
