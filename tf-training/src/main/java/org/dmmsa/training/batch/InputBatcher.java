package org.dmmsa.training.batch;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputTensors;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.training.data.Frames;
import org.dmmsa.training.data.Split;
import org.dmmsa.training.data.Tokens;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Reads rows of a split into tensors, padded to the longest of the batch in each input.
 *
 * @param wanted what the network reads; nothing else is touched
 * @param vocabulary how many word pieces the model knows; an id from there up is the data's fault
 * @param longestText tokens beyond it are cut: the model's position table, or less
 */
public record InputBatcher(Set<Input> wanted, int vocabulary, int longestText) {
  /** Tokens count far more than frames: a BERT has some ten times the layers of other encoders. */
  private static final double COST_OF_TOKEN = 12;

  public InputBatcher {
    wanted = Set.copyOf(wanted);
  }

  /** The same for another network's inputs. */
  public InputBatcher of(Set<Input> others) {
    return new InputBatcher(others, vocabulary, longestText);
  }

  /**
   * Roughly what a row costs, for batches of like rows. Text features beside tokens are what was
   * made of these, and change nothing.
   */
  public IntToDoubleFunction cost(Split split) {
    return row -> {
      double cost = 0;
      if (Input.hasTokens(wanted)) {
        cost += COST_OF_TOKEN * Math.min(split.tokens().length(row), longestText);
      }
      for (Input input : Input.values()) {
        if (wanted.contains(input) && input.hasFeatures() && !isMadeOfTokens(input)) {
          cost += split.frames(input).length(row);
        }
      }
      return cost;
    };
  }

  private boolean isMadeOfTokens(Input input) {
    return input == Input.TEXT && Input.hasTokens(wanted);
  }

  /** The inputs of these rows. */
  public InputTensors inputs(Split split, List<Integer> rows) {
    Map<Input, Tensor> tensors = new EnumMap<>(Input.class);
    if (Input.hasTokens(wanted)) {
      putTokens(split, rows, longest(split.tokens(), rows), tensors);
    }
    for (Input input : wanted) {
      if (input.hasFeatures()) {
        tensors.put(input, frames(split.frames(input), rows));
      }
    }
    return new InputTensors(tensors);
  }

  /** The tokens of these rows, all padded to the longest text that is read. */
  public InputTensors paddedTokens(Split split, List<Integer> rows) {
    Map<Input, Tensor> tensors = new EnumMap<>(Input.class);
    putTokens(split, rows, longestText, tensors);
    return new InputTensors(tensors);
  }

  private int longest(Tokens tokens, List<Integer> rows) {
    int longest = 1;
    for (int row : rows) {
      longest = Math.max(longest, Math.min(tokens.length(row), longestText));
    }
    return longest;
  }

  private void putTokens(Split split, List<Integer> rows, int longest, Map<Input, Tensor> tensors) {
    Tokens tokens = split.tokens();
    IntBuffer ids = IntBuffer.allocate(rows.size() * longest);
    IntBuffer mask = IntBuffer.allocate(rows.size() * longest);
    IntBuffer segments = IntBuffer.allocate(rows.size() * longest);
    for (int row : rows) {
      int start = ids.position();
      tokens.read(row, longest, ids, mask, segments);
      requireKnown(split, row, ids, start);
    }
    Shape shape = Shape.of(rows.size(), longest);
    tensors.put(Input.INPUT_IDS, ints(shape, ids));
    tensors.put(Input.INPUT_MASK, ints(shape, mask));
    tensors.put(Input.SEGMENT_IDS, ints(shape, segments));
  }

  private void requireKnown(Split split, int row, IntBuffer ids, int start) {
    for (int i = start; i < ids.position(); i++) {
      if (ids.get(i) >= vocabulary) {
        throw new InvalidInputException(
            String.format(
                "%s row %d (%s): found token id %d, expected below the BERT's vocabulary of %d",
                split.name(), row, split.id(row), ids.get(i), vocabulary));
      }
    }
  }

  private static TFloat32 frames(Frames frames, List<Integer> rows) {
    int longest = 1;
    for (int row : rows) {
      longest = Math.max(longest, frames.length(row));
    }
    FloatBuffer values = FloatBuffer.allocate(rows.size() * longest * frames.features());
    for (int row : rows) {
      frames.read(row, longest, values);
    }
    values.flip();
    return TFloat32.tensorOf(
        Shape.of(rows.size(), longest, frames.features()), DataBuffers.of(values));
  }

  private static TInt32 ints(Shape shape, IntBuffer values) {
    values.flip();
    return TInt32.tensorOf(shape, DataBuffers.of(values));
  }
}
