package org.dmmsa.tools.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.training.data.Split;

/**
 * How long rows are.
 *
 * @param tokens of each row's text
 * @param frames of each row, by the inputs that have features
 */
public record RowLengths(List<Integer> tokens, Map<Input, List<Integer>> frames) {
  public RowLengths {
    tokens = List.copyOf(tokens);
    Map<Input, List<Integer>> sorted = new EnumMap<>(Input.class);
    sorted.putAll(frames);
    frames = Collections.unmodifiableMap(sorted);
  }

  /**
   * Likely lengths, see {@link ClipLengths}: text features have a step a token, audio and vision
   * that share of their longest that the text has of 50 tokens.
   *
   * @param dims the longest of each input that has features
   */
  public static RowLengths drawn(int rows, Map<Input, FrameDims> dims, RandomGenerator random) {
    List<Integer> tokens = Stream.generate(() -> ClipLengths.draw(random)).limit(rows).toList();
    Map<Input, List<Integer>> frames = new EnumMap<>(Input.class);
    dims.forEach(
        (input, longest) ->
            frames.put(input, tokens.stream().map(each -> steps(input, longest, each)).toList()));
    return new RowLengths(tokens, frames);
  }

  private static int steps(Input input, FrameDims dims, int tokens) {
    long steps =
        input == Input.TEXT
            ? tokens
            : Math.round((double) tokens * dims.frames() / ClipLengths.LONGEST);
    return (int) Math.max(1, Math.min(dims.frames(), steps));
  }

  /** Rows that are all as long as can be. */
  public static RowLengths longest(int rows, int tokens, Map<Input, FrameDims> dims) {
    Map<Input, List<Integer>> frames = new EnumMap<>(Input.class);
    dims.forEach((input, size) -> frames.put(input, Collections.nCopies(rows, size.frames())));
    return new RowLengths(Collections.nCopies(rows, tokens), frames);
  }

  /**
   * Those of real rows; text features are taken to have a step a token.
   *
   * @param inputs of audio and vision
   */
  public static RowLengths of(Split split, Set<Input> inputs) {
    List<Integer> rows = IntStream.range(0, split.size()).boxed().toList();
    List<Integer> tokens = rows.stream().map(split.tokens()::length).toList();
    Map<Input, List<Integer>> frames = new EnumMap<>(Input.class);
    frames.put(Input.TEXT, tokens);
    inputs.forEach(
        input -> frames.put(input, rows.stream().map(split.frames(input)::length).toList()));
    return new RowLengths(tokens, frames);
  }

  /** How many rows. */
  public int size() {
    return tokens.size();
  }
}
