package org.dmmsa.training.data;

/** One of train, valid and test: rows of samples. Safe for concurrent readers. */
public interface Split {
  /** "train", "valid" or "test". */
  String name();

  /** Number of rows. */
  int size();

  /** The sample's id, by custom "video$_$clip"; "name/row" where the file has none. */
  String id(int row);

  /** The transcript; "" where the file has none. */
  String text(int row);

  /**
   * Word-piece ids of the transcripts.
   *
   * @throws IllegalStateException if the data set has none, see {@link Dataset#hasTokens()}
   */
  Tokens tokens();

  Frames audio();

  Frames vision();

  /** Multimodal sentiment, in the data set's own range; always finite. */
  float label(int row);

  /**
   * Sentiment of each modality alone.
   *
   * @throws IllegalStateException if the data set has none, see {@link Dataset#hasUnimodalLabels()}
   */
  UnimodalLabels unimodal(int row);
}
