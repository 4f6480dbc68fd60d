package org.dmmsa.lab.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmmsa.model.Input;
import org.dmmsa.tools.bench.MadeUpClips;
import org.dmmsa.training.data.Frames;

/**
 * How long the rows of a batch are; each input is padded to its longest.
 *
 * @param rows B
 * @param tokens of each row; empty where no tokens are read
 * @param frames of each row, by the key of each input that has features
 */
public record BatchShape(int rows, List<Integer> tokens, Map<String, List<Integer>> frames) {
  public BatchShape {
    tokens = List.copyOf(tokens);
    frames = Collections.unmodifiableMap(new LinkedHashMap<>(frames));
  }

  static BatchShape of(MadeUpClips clips, List<Integer> rows) {
    Map<String, List<Integer>> frames = new LinkedHashMap<>();
    for (Input input : Input.values()) {
      Frames all = clips.byInput().get(input);
      if (all != null) {
        frames.put(input.key(), rows.stream().map(all::length).toList());
      }
    }
    List<Integer> tokens =
        clips.pieces().map(all -> rows.stream().map(all::length).toList()).orElse(List.of());
    return new BatchShape(rows.size(), tokens, frames);
  }

  /** What the texts are padded to. */
  int paddedTokens() {
    return Collections.max(tokens);
  }

  /** What an input is padded to. */
  int paddedFrames(Input input) {
    return Collections.max(frames.get(input.key()));
  }
}
