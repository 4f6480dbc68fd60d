package org.dmmsa.training.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.dmmsa.training.config.ConfigCheck;

/**
 * The text encoder. Its sizes come from the SavedModel.
 *
 * @param path a BERT SavedModel's folder
 * @param dropout rate on embeddings and layer outputs in training
 * @param attentionDropout rate on attention weights in training
 * @param maxTokens longer text is cut to it
 * @param tiny a random BERT, made when no folder is named
 */
public record BertConfig(
    Optional<Path> path,
    float dropout,
    float attentionDropout,
    int maxTokens,
    Optional<TinyConfig> tiny) {

  /**
   * The sizes of a random BERT.
   *
   * @param layers encoder layers
   * @param width features of a token
   * @param heads attention heads
   * @param inner width of the feed-forward blocks
   * @param positions longest text
   * @param seed of its weights
   */
  public record TinyConfig(int layers, int width, int heads, int inner, int positions, long seed) {}

  public BertConfig {
    ConfigCheck.require(rate(dropout), "dropout", dropout, "a rate in [0, 1)");
    ConfigCheck.require(
        rate(attentionDropout), "attention_dropout", attentionDropout, "a rate in [0, 1)");
    ConfigCheck.require(maxTokens >= 2, "max_tokens", maxTokens, "at least 2");
  }

  BertConfig withAbsolutePath() {
    return new BertConfig(
        path.map(Path::toAbsolutePath), dropout, attentionDropout, maxTokens, tiny);
  }

  static boolean rate(float value) {
    return value >= 0 && value < 1;
  }
}
