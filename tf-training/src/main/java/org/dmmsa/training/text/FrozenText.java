package org.dmmsa.training.text;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.training.batch.InputBatcher;
import org.dmmsa.training.data.Dataset;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.Tokens;

/**
 * What the frozen layers of a text encoder make of all texts: computed once, and kept in the cache
 * under {@code text-features/KEY} as {@link TextFeatures} are, where the key stands for the layers'
 * weights and every token that they were given.
 *
 * <p>A dataset has them as {@link Input#TEXT} beside its tokens. A row has as many frames as tokens
 * that are read, or one.
 *
 * @param cache the folder that they are kept in
 * @param withDropout whether layers with dropout count too: they are then computed without it
 * @param beforeBatch run before every batch; what it throws ends the computing, and nothing is kept
 */
public record FrozenText(Path cache, boolean withDropout, Runnable beforeBatch) {
  /** Says of states how many of them a batch needs. */
  private record StatesOfTokens(Frames states, Tokens tokens) implements Frames {
    @Override
    public int maxFrames() {
      return states.maxFrames();
    }

    @Override
    public int features() {
      return states.features();
    }

    @Override
    public int length(int row) {
      return Math.min(tokens.length(row), states.maxFrames());
    }

    @Override
    public void read(int row, int frames, FloatBuffer to) {
      states.read(row, frames, to);
    }
  }

  /**
   * The data with the states of frozen layers, from the cache if they are there. Closing it closes
   * the states, and leaves the data open.
   *
   * @param tokens how tokens are read
   */
  public Dataset addTo(Dataset data, InputBatcher tokens, FrozenLayers layers) {
    int length = Math.min(longest(data), tokens.longestText());
    FrameDims dims = new FrameDims(layers.tokenwise() ? length : 1, layers.width());
    FeatureFolder folder = new FeatureFolder(cache, data, length, dims, layers.digest());
    folder.fill(
        "what the frozen layers make",
        to -> compute(data, layers, tokens.of(Input.TOKENS), dims, to));
    Map<String, FileFrames> frames = folder.open();
    return data.leftOpen()
        .with(
            Input.TEXT,
            split -> new StatesOfTokens(frames.get(split.name()), split.tokens()),
            () -> frames.values().forEach(FileFrames::close));
  }

  /** A batcher of the same inputs and of those states. */
  public static InputBatcher reading(InputBatcher inputs) {
    Set<Input> more = EnumSet.of(Input.TEXT);
    more.addAll(inputs.wanted());
    return inputs.of(more);
  }

  private static int longest(Dataset data) {
    int longest = 1;
    for (Split split : data.splits()) {
      for (int row = 0; row < split.size(); row++) {
        longest = Math.max(longest, split.tokens().length(row));
      }
    }
    return longest;
  }

  private void compute(
      Dataset data, FrozenLayers layers, InputBatcher tokens, FrameDims dims, Path to)
      throws IOException {
    FeatureComputer computer =
        new FeatureComputer(layers.states(), tokens, dims, beforeBatch, data);
    for (Split split : data.splits()) {
      computer.write(split, FeatureFolder.file(to, split));
    }
  }
}
