package org.dmmsa.savedmodel.serving;

import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.FrameDims;

/**
 * What data has to be for an exported model, as far as is known.
 *
 * @param frames by the key of each input that has features
 * @param tokens longer texts are cut to it; {@link #UNKNOWN} if the model alone cuts
 * @param context how many utterances of the same video follow a text as its second segment
 * @param vocabulary ids are below it; {@link #UNKNOWN} if the model alone checks
 * @param bertSha256 the BERT of the text features that it was trained on, where it was
 */
public record ExpectedData(
    Map<String, FrameDims> frames,
    int tokens,
    int context,
    int vocabulary,
    Optional<String> bertSha256) {
  /** A limit that nobody told. */
  public static final int UNKNOWN = Integer.MAX_VALUE;

  public ExpectedData {
    frames = Map.copyOf(frames);
    ConfigCheck.require(tokens >= 0, "tokens", tokens, "at least 0");
    ConfigCheck.require(context >= 0, "context", context, "at least 0");
  }

  /** What is known of an export whose folder is at hand. */
  public static ExpectedData of(ExportManifest manifest) {
    return new ExpectedData(
        manifest.frames(),
        manifest.tokens(),
        manifest.context(),
        manifest.vocabulary(),
        Optional.ofNullable(manifest.provenance().get("bert_sha256")));
  }
}
