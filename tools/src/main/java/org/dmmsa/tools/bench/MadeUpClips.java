package org.dmmsa.tools.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
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

  public MadeUpClips {
    byInput = Map.copyOf(byInput);
  }

  /** Rows of all these inputs, as long as a model expects them at most. */
  public static MadeUpClips of(Set<Input> inputs, ExpectedData expected, RandomGenerator random) {
    List<Integer> lengths = Stream.generate(() -> ClipLengths.draw(random)).limit(ROWS).toList();
    Optional<Tokens> pieces = Optional.empty();
    if (Input.hasTokens(inputs)) {
      pieces =
          Optional.of(
              TextTokens.of(
                  lengths.stream()
                      .mapToInt(length -> Math.min(length, expected.tokens()))
                      .mapToObj(length -> random.ints(length, 0, expected.vocabulary()).toArray())
                      .toList()));
    }
    Map<Input, Frames> byInput = new EnumMap<>(Input.class);
    for (Input input : inputs) {
      if (input.hasFeatures()) {
        FrameDims dims = expected.frames().get(input.key());
        List<Integer> steps = lengths.stream().map(tokens -> steps(input, dims, tokens)).toList();
        byInput.put(input, MadeUpFrames.of(dims, steps, random));
      }
    }
    return new MadeUpClips(ROWS, pieces, byInput);
  }

  private static int steps(Input input, FrameDims dims, int tokens) {
    long steps =
        input == Input.TEXT
            ? tokens
            : Math.round((double) tokens * dims.frames() / ClipLengths.LONGEST);
    return (int) Math.max(1, Math.min(dims.frames(), steps));
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

  @Override
  public boolean hasLabels() {
    return false;
  }

  @Override
  public float label(int row) {
    throw new IllegalStateException("made-up rows have no labels");
  }

  @Override
  public UnimodalLabels unimodal(int row) {
    throw new IllegalStateException("made-up rows have no labels");
  }
}
