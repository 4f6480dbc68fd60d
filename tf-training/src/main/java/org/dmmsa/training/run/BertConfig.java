package org.dmmsa.training.run;

import java.nio.file.Path;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.savedmodel.bert.TinyBertSpec;

/**
 * The text encoder. Its sizes come from the SavedModel.
 *
 * @param path a BERT SavedModel's folder
 * @param maxTokens longer text is cut to it
 * @param tiny a random BERT, made when no folder is named
 */
public record BertConfig(Optional<Path> path, int maxTokens, Optional<TinyBertSpec> tiny) {

  public BertConfig {
    ConfigCheck.require(maxTokens >= 2, "max_tokens", maxTokens, "at least 2");
  }

  /** Whether it says which BERT. */
  boolean isNamed() {
    return path.isPresent() || tiny.isPresent();
  }

  BertConfig withAbsolutePath() {
    return new BertConfig(path.map(Path::toAbsolutePath), maxTokens, tiny);
  }
}
