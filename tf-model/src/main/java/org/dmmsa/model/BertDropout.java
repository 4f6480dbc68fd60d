package org.dmmsa.model;

import org.dmmsa.model.encoder.BertSizes;

/**
 * Dropout inside a BERT while a network over it trains, whether the BERT itself does or not.
 *
 * @param dropout rate on embeddings and layer outputs
 * @param attentionDropout rate on attention weights
 */
public record BertDropout(float dropout, float attentionDropout) {
  public BertDropout {
    ConfigCheck.requireRate(dropout, "dropout");
    ConfigCheck.requireRate(attentionDropout, "attention_dropout");
  }

  /** The BERT of these data under these rates. */
  public BertSizes in(InputDims dims) {
    return dims.requireBert().withDropout(dropout, attentionDropout);
  }
}
