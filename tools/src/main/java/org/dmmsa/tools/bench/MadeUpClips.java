package org.dmmsa.tools.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.savedmodel.serving.ExpectedData;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.TextTokens;
import org.dmmsa.training.data.Tokens;
import org.dmmsa.training.data.UnimodalLabels;

/**
 * Rows for a model that is asked for the time it takes: lengths are likely ({@link ClipLengths}),
 * what they say is not. Word pieces are drawn from the whole vocabulary; text features have a step
 * a token; audio and vision have that share of their longest that the text has of 50 tokens.
 *
 * <p>No row is longer than what the model reads. The rows are the same in every process.
 *
 * @param size how many rows there are
 * @param pieces the tokens, if the model reads any
 * @param byInput everything else that it reads
 */
public record MadeUpClips(int size, Optional<Tokens> pieces, Map<Input, Frames> byInput)
    implements Split {
  private static final int ROWS = 512;
  private static final int LABELS = 13;

  public MadeUpClips {
    byInput = Map.copyOf(byInput);
  }

  /** Rows of all these inputs, as long as a model expects them at most. */
  public static MadeUpClips of(Set<Input> inputs, ExpectedData expected, RandomGenerator random) {
    return of(inputs, expected, RowLengths.drawn(ROWS, dims(inputs, expected), random), random);
  }

  /** Rows of given lengths, cut to what a model expects at most. */
  public static MadeUpClips of(
      Set<Input> inputs, ExpectedData expected, RowLengths lengths, RandomGenerator random) {
    Optional<Tokens> pieces = Optional.empty();
    if (Input.hasTokens(inputs)) {
      pieces =
          Optional.of(
              TextTokens.of(
                  lengths.tokens().stream()
                      .mapToInt(length -> Math.min(length, expected.tokens()))
                      .mapToObj(length -> random.ints(length, 0, expected.vocabulary()).toArray())
                      .toList()));
    }
    Map<Input, Frames> byInput = new EnumMap<>(Input.class);
    dims(inputs, expected)
        .forEach(
            (input, dims) ->
                byInput.put(
                    input,
                    MadeUpFrames.of(
                        dims,
                        lengths.frames().get(input).stream()
                            .map(steps -> Math.min(steps, dims.frames()))
                            .toList(),
                        random)));
    return new MadeUpClips(lengths.size(), pieces, byInput);
  }

  private static Map<Input, FrameDims> dims(Set<Input> inputs, ExpectedData expected) {
    Map<Input, FrameDims> dims = new EnumMap<>(Input.class);
    inputs.stream()
        .filter(Input::hasFeatures)
        .forEach(input -> dims.put(input, expected.frames().get(input.key())));
    return dims;
  }

  /** The same rows, all padded to the longest that there may be. */
  public MadeUpClips padded(int tokens) {
    Map<Input, Frames> longest = new EnumMap<>(Input.class);
    byInput.forEach((input, frames) -> longest.put(input, new PaddedFrames(frames)));
    return new MadeUpClips(size, pieces.map(real -> new PaddedTokens(real, tokens)), longest);
  }

  @Override
  public String name() {
    return "made up";
  }

  @Override
  public String id(int row) {
    return name() + "/" + row;
  }

  @Override
  public String text(int row) {
    return "";
  }

  @Override
  public Tokens tokens() {
    return pieces.orElseThrow(() -> new IllegalStateException("no tokens were made up"));
  }

  @Override
  public Frames frames(Input input) {
    return Optional.ofNullable(byInput.get(input))
        .orElseThrow(() -> new IllegalStateException("no " + input.key() + " was made up"));
  }

  /** From -3 to 3 by halves, in turn. */
  @Override
  public float label(int row) {
    return (row % LABELS) / 2f - 3;
  }

  @Override
  public UnimodalLabels unimodal(int row) {
    throw new IllegalStateException("made-up rows have no labels of modalities");
  }
}
