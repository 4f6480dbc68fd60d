package org.dmmsa.training.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.pickle.OneLine;

/**
 * Text features of data that has tokens alone: [N, L, D], a frozen BERT's last hidden states at all
 * L token positions of the file. Source: the key {@code text} of thuiar/MMSA's files, where the
 * positions after the last token also hold what BERT makes of padding.
 *
 * <p>They are computed once and kept in the cache under {@code text-features/KEY}, where the key
 * stands for the BERT and every token that it was given.
 *
 * @param bert that computes them
 * @param cache the folder that they are kept in
 * @param sessions for the BERT's own session
 * @param beforeBatch run before every batch; what it throws ends the computing, and nothing is kept
 */
public record TextFeatures(
    BertSavedModel bert, Path cache, Sessions sessions, Runnable beforeBatch) {
  /**
   * What to read of a file for a network.
   *
   * @param wanted what the network reads
   * @param bert whether there is one to compute text features with
   */
  public static Set<Input> sources(Set<Input> wanted, boolean bert) {
    Set<Input> sources = EnumSet.noneOf(Input.class);
    sources.addAll(wanted);
    if (bert && wanted.contains(Input.TEXT)) {
      sources.addAll(Input.TOKENS);
    }
    return sources;
  }

  /**
   * Whether text features have to be computed for a network.
   *
   * @param data opened with its {@link #sources}
   * @throws InvalidInputException if they have to, and cannot be
   */
  public static boolean areMissing(Dataset data, Set<Input> wanted, boolean bert) {
    boolean missing = wanted.contains(Input.TEXT) && !data.has().contains(Input.TEXT);
    if (missing && !(bert && (Input.hasTokens(data.has()) || data.hasTexts()))) {
      throw OneLine.invalid(
          "%s: found no key text%s, expected text features (MMSA's text), or text_bert or raw_text"
                  .formatted(data.source(), bert ? ", text_bert or raw_text" : "")
              + " and a BERT to compute them with (--bert DIR)");
    }
    return missing;
  }

  /**
   * The data with text features, from the cache if they are there. Closing it closes both.
   *
   * @param data with tokens
   */
  public Dataset addTo(Dataset data) {
    int length = Math.min(longest(data), bert.sizes().positions());
    FrameDims dims = new FrameDims(length, bert.sizes().encoder().width());
    FeatureFolder folder = new FeatureFolder(cache, data, length, dims, bert.digest());
    folder.fill(
        "the features that the BERT in %s makes".formatted(bert.folder().toAbsolutePath()),
        to -> compute(data, dims, to));
    Map<String, FileFrames> frames = folder.open();
    return data.with(
        Input.TEXT,
        split -> frames.get(split.name()),
        () -> frames.values().forEach(FileFrames::close));
  }

  private static int longest(Dataset data) {
    return data.splits().stream().mapToInt(split -> split.tokens().maxLength()).max().orElseThrow();
  }

  private void compute(Dataset data, FrameDims dims, Path to) throws IOException {
    InputBatcher batcher = new InputBatcher(Input.TOKENS, bert.sizes().vocabulary(), dims.frames());
    try (BertStates states = new BertStates(bert, sessions)) {
      FeatureComputer computer = new FeatureComputer(states::of, batcher, dims, beforeBatch, data);
      for (Split split : data.splits()) {
        computer.writePadded(split, FeatureFolder.file(to, split));
      }
    }
  }
}
