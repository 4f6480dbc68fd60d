package org.dmmsa.training.run;

import java.nio.file.Path;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.savedmodel.bert.TinyBertSpec;

/**
 * The text encoder. Its sizes come from the SavedModel.
 *
 * @param path a BERT SavedModel's folder
 * @param maxTokens longer text is cut to it, its context first
 * @param context utterances of the same video that follow a text as its context, the nearest ones
 *     before it; none where it is left out
 * @param cacheFrozen whether layers that do not train, with all below them, read each text once for
 *     all epochs, and then without dropout; where it is left out, they do if they have no dropout,
 *     as nothing changes then
 * @param tiny a random BERT, made when no folder is named
 */
public record BertConfig(
    Optional<Path> path,
    int maxTokens,
    Optional<Integer> context,
    Optional<Boolean> cacheFrozen,
    Optional<TinyBertSpec> tiny) {

  public BertConfig {
    ConfigCheck.require(maxTokens >= 2, "max_tokens", maxTokens, "at least 2");
    int utterances = context.orElse(0);
    ConfigCheck.require(utterances >= 0, "context", utterances, "at least 0");
  }

  /** Whether it says which BERT. */
  boolean isNamed() {
    return path.isPresent() || tiny.isPresent();
  }

  BertConfig withAbsolutePath() {
    return new BertConfig(path.map(Path::toAbsolutePath), maxTokens, context, cacheFrozen, tiny);
  }
}
