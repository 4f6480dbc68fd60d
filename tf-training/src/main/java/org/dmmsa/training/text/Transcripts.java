package org.dmmsa.training.text;

import java.nio.file.Path;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.tokenizer.TextTokenizer;
import org.dmmsa.training.data.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes token ids of the texts of data that have none for a BERT. */
public final class Transcripts {
  private static final Logger LOG = LoggerFactory.getLogger(Transcripts.class);

  private Transcripts() {}

  /**
   * The data with tokens for a BERT. Ids that the data has are taken for its word pieces; a BERT
   * with a tokenizer of its own reads the texts, as nobody's files have its ids.
   *
   * @param assets of the BERT, with what its texts are cut by
   * @param lowerCase whether they are lower-cased first
   * @param longest a text is cut to so many tokens
   * @return the same data if they have neither ids nor texts
   */
  public static Dataset tokenize(Dataset data, Path assets, boolean lowerCase, int longest) {
    boolean own = TextTokenizer.isOwn(assets);
    if (Input.hasTokens(data.has()) && !own) {
      return data;
    }
    if (!data.hasTexts()) {
      if (own) {
        throw new InvalidInputException(
            "%s: found no key raw_text, expected one, as %s has a tokenizer of its own"
                .formatted(data.source(), assets));
      }
      return data;
    }
    try (TextTokenizer tokenizer = TextTokenizer.open(assets, lowerCase)) {
      LOG.info("token ids of {} are made of its raw_text, by {}", data.source(), assets);
      return data.withTokens(text -> tokenizer.ids(text, longest));
    }
  }
}
