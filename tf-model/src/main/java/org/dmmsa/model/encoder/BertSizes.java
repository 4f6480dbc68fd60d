package org.dmmsa.model.encoder;

import org.dmmsa.model.layer.TransformerSizes;

/**
 * What a BERT is made of; read from a SavedModel, never typed in.
 *
 * @param vocabulary rows of the word table
 * @param positions rows of the position table: the longest text in tokens
 * @param types rows of the segment table
 * @param encoder sizes of its layers; dropout rates act in training passes only
 */
public record BertSizes(int vocabulary, int positions, int types, TransformerSizes encoder) {
  public BertSizes {
    if (encoder.layers() < 1) {
      throw new IllegalArgumentException("a BERT has layers, found " + encoder.layers());
    }
  }

  /**
   * The same BERT with rates for training, which no SavedModel tells.
   *
   * @param dropout on embeddings and layer outputs
   * @param attentionDropout on attention weights
   */
  public BertSizes withDropout(float dropout, float attentionDropout) {
    TransformerSizes training =
        new TransformerSizes(
            encoder.layers(),
            encoder.width(),
            encoder.heads(),
            encoder.inner(),
            encoder.activation(),
            encoder.epsilon(),
            dropout,
            attentionDropout,
            0);
    return new BertSizes(vocabulary, positions, types, training);
  }
}
